using Activation.Profiles;

namespace Activation.Destinations.HttpPush;

/// <summary>The users of a batch, each known by one id, and the requests in which they go: ids of different kinds never share one.</summary>
internal static class HttpPushUsers
{
    public static readonly IReadOnlyList<(string Identifier, string Variant)> Sources =
    [
        (Identifiers.Ecid, "ecid"),
        (Identifiers.ExternalId, "external_id"),
        (Identifiers.Gaid, "gaid"),
        (Identifiers.Idfa, "idfa"),
        (Identifiers.Email, "email"),
        (Identifiers.Phone, "phone_e164"),
    ];

    public static IEnumerable<HttpPushUserGroup> Of(IReadOnlyList<MemberRow> rows, HttpPushSettings settings) =>
        from source in Sources
        let ids = rows.SelectMany(r => r[source.Identifier]).Distinct(StringComparer.Ordinal)
        from chunk in ids.Chunk(settings.UsersPerRequest).Index()
        select new HttpPushUserGroup(source.Identifier, DpidOf(source.Identifier, settings), chunk.Index, [.. chunk.Item.Select(id => Form(source.Identifier, id))]);

    /// <summary>The global data sources, else the setting; without one the identifier's name says what the ids are.</summary>
    /// <remarks>https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/features/global-data-sources</remarks>
    private static string DpidOf(string identifier, HttpPushSettings settings) => identifier switch
    {
        Identifiers.Ecid => "0",
        Identifiers.Gaid => "20914",
        Identifiers.Idfa => "20915",
        Identifiers.ExternalId => settings.CustomerDpid ?? identifier,
        Identifiers.Email => settings.EmailDpid ?? identifier,
        _ => settings.PhoneDpid ?? identifier,
    };

    /// <remarks>https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/reference/ids-in-aam: an IDFA is in capitals.</remarks>
    private static string Form(string identifier, string id) => identifier == Identifiers.Idfa ? id.ToUpperInvariant() : id;
}

/// <summary>The users of one request. Not a record: it holds ids.</summary>
/// <param name="dpid">Whose the ids are, the request's User_DPID.</param>
/// <param name="number">Which request of its identifier it is, from 0.</param>
internal sealed class HttpPushUserGroup(string identifier, string dpid, int number, IReadOnlyList<string> ids)
{
    public string Identifier => identifier;

    public string Dpid => dpid;

    public int Number => number;

    public IReadOnlyList<string> Ids => ids;
}
