using Activation.Storage;
using Activation.Sync.Ledger;

namespace Activation.Sync.Planning;

/// <summary>
/// Of the traits by which a platform finds people, those that a removed row has and a staying one too, such as the cookies of a browser that two people use: a remove must not
/// name them. Each is `{name}={value}`, in lower case.
/// </summary>
internal static class SharedTraits
{
    /// <summary>After the plan has its removes; then come <see cref="GatherLeaving"/>, <see cref="GatherAdds"/> and <see cref="Gather"/>.</summary>
    public static void Begin(DuckDbSession session, IReadOnlyList<string> names) => session.Execute($"""
        CREATE TABLE leaving_traits AS SELECT DISTINCT trait FROM ({Of("removes", names)}) WHERE trait IS NOT NULL;
        CREATE TABLE shared_traits (trait VARCHAR);
        """);

    /// <summary>In each range of the ledger, if there are removes whose data only it has.</summary>
    public static void GatherLeaving(DuckDbSession session, IReadOnlyList<string> names, ProfileRange range) => session.Execute($"""
        INSERT INTO leaving_traits SELECT DISTINCT trait
            FROM ({Of($"(SELECT l.data FROM ledger l JOIN removes r ON r.pid = l.pid AND r.row = l.row WHERE r.data IS NULL AND {range.Contains("r.pid")})", names)}) WHERE trait IS NOT NULL;
        """);

    /// <param name="table">Of rows that are to be sent: `adds`, `fresh` or `stored`.</param>
    public static void GatherAdds(DuckDbSession session, IReadOnlyList<string> names, string table) => session.Execute($"""
        INSERT INTO shared_traits SELECT DISTINCT trait FROM ({Of(table, names)}) WHERE trait IN (SELECT trait FROM leaving_traits);
        """);

    /// <summary>In each range of the ledger.</summary>
    public static void Gather(DuckDbSession session, IReadOnlyList<string> names, ProfileRange range) => session.Execute($"""
        INSERT INTO shared_traits SELECT DISTINCT trait
            FROM ({Of($"(SELECT data FROM ledger l WHERE NOT EXISTS (SELECT 1 FROM unwanted u WHERE {range.Contains("u.pid")} AND u.pid = l.pid AND u.row = l.row))", names)})
            WHERE trait IN (SELECT trait FROM leaving_traits);
        """);

    public static IReadOnlySet<string> Read(DuckDbSession session)
    {
        using var command = session.Command("SELECT DISTINCT trait FROM shared_traits");
        using var reader = command.ExecuteReader();
        var traits = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read())
        {
            traits.Add(reader.GetString(0));
        }

        return traits;
    }

    public static string Key(string name, string value) => $"{name}={value}".ToLowerInvariant();

    /// <param name="names">Lower-case letters and digits.</param>
    private static string Of(string rows, IReadOnlyList<string> names)
    {
        var traits = names.Select(n => $"""'{n}=' || json_extract_string(data, '$."+".traits.{n}')""");
        return $"SELECT unnest([{string.Join(", ", traits)}]) AS trait FROM (SELECT lower(data) AS data FROM {rows} r)";
    }
}
