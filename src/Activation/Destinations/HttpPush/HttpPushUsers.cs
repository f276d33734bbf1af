namespace Activation.Destinations.HttpPush;

/// <summary>The users of a batch, each known by one id, and the requests in which they go: ids of different kinds never share one.</summary>
internal static class HttpPushUsers
{
    public static IEnumerable<HttpPushUserGroup> Of(IReadOnlyList<MemberRow> rows, HttpPushSettings settings) =>
        from source in AdobeDpids.Kinds
        let ids = rows.SelectMany(r => r[source.Identifier]).Distinct(StringComparer.Ordinal)
        from chunk in ids.Chunk(settings.UsersPerRequest).Index()
        select new HttpPushUserGroup(source.Identifier, settings.Dpids.Of(source.Identifier), chunk.Index, [.. chunk.Item.Select(id => AdobeDpids.Form(source.Identifier, id))]);
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
