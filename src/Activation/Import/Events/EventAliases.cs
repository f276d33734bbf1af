using Activation.Import.Columns;
using Activation.Import.Normalization;
using Activation.Profiles;

namespace Activation.Import.Events;

/// <summary>
/// What the columns of an event file are by their names, where the source's mapping says nothing: those of the usual exports, and of the nested objects that tracking
/// libraries send (`{type, event, userId, timestamp, messageId, properties, context}`).
/// </summary>
internal static class EventAliases
{
    /// <summary>As <see cref="HeaderKey"/> writes them; the first that the file has is meant, the others are properties.</summary>
    private static readonly (ColumnKind Kind, string[] Keys)[] Keys =
    [
        (ColumnKind.EventName, ["event", "eventname", "action", "eventtype", "name"]),
        (ColumnKind.EventTime, ["eventtime", "eventtimestamp", "timestamp", "time", "occurredat", "eventdate", "eventdatetime", "happenedat", "ts", "datetime", "createdat", "originaltimestamp", "sentat", "receivedat", "date"]),
        (ColumnKind.EventId, ["eventid", "messageid", "eventuuid", "insertid", "id"]),
    ];

    /// <summary>Objects whose members say who it was.</summary>
    private static readonly string[] PersonPrefixes = ["identity.", "identities.", "identifiers.", "user.", "customer.", "profile.", "traits.", "context.traits.", "context.device.", "device."];

    /// <summary>An object whose members are the event's properties under their own names.</summary>
    private const string PropertiesPrefix = "properties.";

    /// <summary>Says where a tracking library sends the event on to.</summary>
    private const string EnvelopePrefix = "integrations.";

    /// <summary>A browser's or installation's own number: it finds nobody anywhere else.</summary>
    private static readonly string[] Anonymous = ["anonymousid", "anonymoususerid", "sessionuserid", "cookieid", "visitorid", "clientid", "deviceid"];

    /// <summary>Names that say something of a person and of much else: beside an event they are its own.</summary>
    private static readonly string[] OfAnything = [Identifiers.City, Identifiers.State, Identifiers.Country, Identifiers.Gender];

    /// <summary>The columns of the event's name, time and id, by index; -1 where no name fits.</summary>
    public static int Find(ColumnKind kind, IReadOnlyList<string> header, Func<int, bool> isFree)
    {
        var keys = header.Select(HeaderKey.Of).ToList();
        foreach (var key in Keys.First(k => k.Kind == kind).Keys)
        {
            for (var i = 0; i < keys.Count; i++)
            {
                if (keys[i] == key && isFree(i))
                {
                    return i;
                }
            }
        }

        return -1;
    }

    /// <summary>The identifier that the column holds, if it is one.</summary>
    public static string? Identifier(string header)
    {
        foreach (var prefix in PersonPrefixes)
        {
            if (header.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                var member = header[prefix.Length..];
                return ColumnAliases.Find(member) ?? (HeaderKey.Of(member) == "id" && !prefix.EndsWith("device.", StringComparison.Ordinal) ? Identifiers.CustomerId : null);
            }
        }

        return ColumnAliases.Find(header);
    }

    public static string PropertyName(string header) =>
        header.StartsWith(PropertiesPrefix, StringComparison.OrdinalIgnoreCase) ? header[PropertiesPrefix.Length..] : header;

    public static bool IsProperty(string header) => header.StartsWith(PropertiesPrefix, StringComparison.OrdinalIgnoreCase);

    public static bool IsEnvelope(string header) => header.StartsWith(EnvelopePrefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>The name is that of an address, a name, a note, … or of an identifier that nothing but a person has.</summary>
    public static bool LooksPersonal(string header)
    {
        var name = PropertyName(header);
        var member = name[(name.LastIndexOf('.') + 1)..];
        return PersonalDataShape.LooksPersonalByName(name)
            || Anonymous.Contains(HeaderKey.Of(member), StringComparer.Ordinal)
            || (!IsProperty(header) && PersonalDataShape.LooksPersonalByName(member))
            || (ColumnAliases.Find(name) is { } identifier && !OfAnything.Contains(identifier, StringComparer.Ordinal));
    }
}
