using Activation.Destinations;
using Activation.Sync;

namespace Activation.Governance.Consents;

/// <summary>Which consents a sync's people must have given: what the sync asks, and what its destination asks, or else its platform. Pure.</summary>
public static class ConsentDemands
{
    public const int MaxPurposes = 20;

    public static IReadOnlyList<ConsentDemand> Of(SyncDefinition sync, DestinationDefinition? destination, DestinationType? type)
    {
        var platform = destination?.Consent is { } own ? Named(own, destination.ConsentScope) : (destination is null ? null : type?.ConsentOf?.Invoke(destination.Settings)) ?? type?.Consent ?? [];
        return
        [
            .. Named(sync.Consent, sync.ConsentScope).Concat(platform).GroupBy(d => d.Purpose, StringComparer.Ordinal)
                .Select(g => new ConsentDemand(g.Key, g.Min(d => d.Scope))).OrderBy(d => d.Purpose, StringComparer.Ordinal),
        ];
    }

    /// <summary>Checks what a sync or a destination asks.</summary>
    /// <exception cref="ProblemException">400 with the path of the field at fault.</exception>
    public static void Check(IReadOnlyList<string>? purposes, ConsentScope scope)
    {
        for (var i = 0; i < purposes?.Count; i++)
        {
            if (!EntityName.IsValid(purposes[i]))
            {
                throw ProblemException.Invalid("invalidPurpose", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"consent[{i}]"), $"A purpose of consent is {EntityName.Rule}.");
            }
        }

        if (purposes?.Count > MaxPurposes)
        {
            throw ProblemException.Invalid("tooManyPurposes", "consent", $"consent has at most {MaxPurposes} purposes.");
        }

        if (scope != ConsentScope.Everywhere && purposes is not { Count: > 0 })
        {
            throw ProblemException.Invalid("consentMissing", "consentScope", "consentScope says of whom the purposes in consent are demanded: set consent too.");
        }
    }

    private static IEnumerable<ConsentDemand> Named(IEnumerable<string> purposes, ConsentScope scope) => purposes.Select(p => new ConsentDemand(p, scope));
}
