using Activation.Destinations;
using Activation.Governance.Consents;
using Activation.Profiles;
using Activation.Profiles.Events;
using Activation.Segments.Computed;
using Activation.Sync;
using Cronos;

namespace Activation.Api.Syncs;

/// <summary>What a sync may say.</summary>
internal sealed class SyncRules(Definitions definitions, DestinationCatalog catalog, TraitCatalog traits, EventCatalog events)
{
    public async Task CheckAsync(SyncDefinition sync, CancellationToken cancellationToken)
    {
        CheckOptions(sync);
        if (!SegmentId.TryParse(sync.Segment, out var segment) || await definitions.Segments.FindAsync(segment.Value, cancellationToken) is null)
        {
            throw ProblemException.Invalid("segmentNotFound", "segment", "There is no segment of that id; define it first: PUT /api/segments/{id}.");
        }

        if (!DestinationId.TryParse(sync.Destination, out var destination) || await definitions.Destinations.FindAsync(destination.Value, cancellationToken) is not { } definition)
        {
            throw ProblemException.Invalid("destinationNotFound", "destination", "There is no destination of that id; define it first: PUT /api/destinations/{id}.");
        }

        if (catalog.Find(definition.Type) is { } type)
        {
            CheckIdentifiers(sync.Identifiers, type.Type);
            CheckEnrichment(sync, type.Type, await traits.ReadAsync(cancellationToken), await events.ReadAsync(cancellationToken));
        }
    }

    private const int MaxTraits = 50;

    public static void CheckOptions(SyncDefinition sync)
    {
        Require(sync.Traits.Count <= MaxTraits, "tooMany", "traits", $"A sync sends up to {MaxTraits} traits along.");
        Require(sync.Traits.Distinct(StringComparer.OrdinalIgnoreCase).Count() == sync.Traits.Count, "repeated", "traits", "traits names a trait twice.");
        Require(sync.ResendOnChange is null || sync.ValueTrait is not null || sync.Traits.Count > 0, "nothingToResend", "resendOnChange", "resendOnChange is about valueTrait and traits: set one of them too.");
        ConsentDemands.Check(sync.Consent, sync.ConsentScope);
        Require(sync.AudienceName is null or { Length: > 0 and <= 200 }, "invalidName", "audienceName", "audienceName has 1 to 200 characters.");
        Require(sync.MinimumSize is null or >= 0, "outOfRange", "minimumSize", "minimumSize is 0 or more.");
        Require(sync.MaxRemoveShare is null or (>= 0 and <= 1), "outOfRange", "maxRemoveShare", "maxRemoveShare is a share from 0 to 1.");
        var zone = TimeZoneInfo.Utc;
        Require(sync.TimeZone is null || TimeZoneInfo.TryFindSystemTimeZoneById(sync.TimeZone, out zone), "unknownTimeZone", "timeZone", "timeZone is a name of the IANA time zone database, such as Europe/Berlin.");
        Require(
            sync.StartsAt is not { } start || sync.EndsAt is not { } end || start.Start(zone ?? TimeZoneInfo.Utc) < end.End(zone ?? TimeZoneInfo.Utc).AddTicks(-1),
            "outOfRange", "endsAt", "endsAt is after startsAt; a sync of one day has that day as both.");
        Require(sync.AtEnd == AtEnd.Empty || sync.EndsAt is not null, "endsAtMissing", "atEnd", "atEnd says what becomes of the audience at endsAt: set endsAt too.");
        Require(sync.FullEveryDays is null or (>= 1 and <= 366), "outOfRange", "fullEveryDays", "fullEveryDays is a number of days from 1 to 366.");
        Require(sync.Schedule is null || IsCron(sync.Schedule), "invalidSchedule", "schedule", "schedule is a cron expression of five fields, or six with seconds first, for a time that comes: '0 * * * *' for hourly.");
    }

    /// <summary>Also that the platform can find somebody by them: else everybody would be excluded.</summary>
    public static void CheckIdentifiers(IReadOnlyList<string> identifiers, DestinationType type)
    {
        for (var i = 0; i < identifiers.Count; i++)
        {
            var name = identifiers[i];
            Require(Identifiers.IsName(name), "unknownIdentifier", $"identifiers[{i}]", $"That is no identifier; known are {string.Join(", ", Identifiers.Names)}.");
            Require(
                type.Identifiers.Any(a => a.Name == name),
                "identifierNotAccepted", $"identifiers[{i}]", $"{type.DisplayName} does not take '{name}'; it takes {string.Join(", ", type.Identifiers.Select(a => a.Name))}.");
        }

        Require(
            identifiers.Count == 0 || type.Keys.Count == 0 || type.Keys.Any(k => k.Identifiers.All(i => identifiers.Contains(i, StringComparer.Ordinal))),
            "nobodyFound", "identifiers", $"{type.DisplayName} finds nobody by these alone: add {string.Join(" or ", type.Keys.Select(k => string.Join(" and ", k.Identifiers)))}.");
    }

    /// <summary>A value that nobody has would be 0 for everybody, so the traits have to be there.</summary>
    public static void CheckEnrichment(SyncDefinition sync, DestinationType type, TraitSchema schema, EventSchema eventSchema)
    {
        Require(sync.ValueTrait is null || type.Values != ValueSupport.None, "valueNotTaken", "valueTrait", $"{type.DisplayName} does not take values of members; leave valueTrait out.");
        Require(sync.Traits.Count == 0 || type.TakesTraits, "traitsNotTaken", "traits", $"{type.DisplayName} does not take traits of members; leave traits out.");
        if (sync.ValueTrait is { } value)
        {
            Require(IsKnown(value), "unknownTrait", "valueTrait", "There is no trait of that name: GET /api/traits lists those that there are.");
            var isNumber = schema.FindComputed(value) is { } computed
                ? TraitService.TypeOf(computed, eventSchema) is { IsList: false, Type: null or TraitType.Number }
                : schema.Find(value)?.Type == TraitType.Number;
            Require(isNumber, "typeMismatch", "valueTrait", "The trait is no number: a value is one.");
        }

        for (var i = 0; i < sync.Traits.Count; i++)
        {
            Require(IsKnown(sync.Traits[i]), "unknownTrait", $"traits[{i}]", "There is no trait of that name: GET /api/traits lists those that there are.");
        }

        bool IsKnown(string name) => schema.Find(name) is not null || schema.FindComputed(name) is not null;
    }

    private static bool IsCron(string text) =>
        CronExpression.TryParse(text, text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard, out var cron)
        && cron.GetNextOccurrence(DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc) is not null;

    private static void Require(bool holds, string code, string path, string message)
    {
        if (!holds)
        {
            throw ProblemException.Invalid(code, path, message);
        }
    }
}
