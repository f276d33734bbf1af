using System.Globalization;

namespace Activation.Destinations.Meta;

/// <summary>
/// Members as Meta takes them: one schema for the call and one value a column, `""` where a row has none. A member with several values of an
/// identifier becomes several rows: row i takes the i-th value. The external id stands on every row of its member: a blank one is refused,
/// and it is what keeps the rows one person.
/// </summary>
internal sealed record MetaRows(IReadOnlyList<string> Schema, IReadOnlyList<string[]> Data, IReadOnlyList<int> MemberOfRow)
{
    public static MetaRows Of(IReadOnlyList<MemberRow> members)
    {
        var columns = MetaType.Columns.Where(c => members.Any(m => m[c.Key].Count > 0)).ToList();
        var hasValues = members.Any(m => m.Enrichment.Value is not null);
        var data = new List<string[]>(members.Count);
        var memberOfRow = new List<int>(members.Count);
        for (var member = 0; member < members.Count; member++)
        {
            var values = columns.ConvertAll(c => members[member][c.Key]);
            var rows = values.Count == 0 ? 0 : values.Max(v => v.Count);
            for (var row = 0; row < rows; row++)
            {
                data.Add([.. columns.Zip(values, (column, list) => Cell(column.Value, list, row)), .. hasValues ? [Value(members[member])] : Array.Empty<string>()]);
                memberOfRow.Add(member);
            }
        }

        List<string> schema = [.. columns.Select(c => c.Value), .. hasValues ? [MetaType.ValueColumn] : Array.Empty<string>()];
        return new MetaRows(schema, data, memberOfRow);
    }

    /// <summary>As a JSON number.</summary>
    private static string Value(MemberRow member) => (member.Enrichment.Value ?? 0).ToString("R", CultureInfo.InvariantCulture);

    private static string Cell(string column, IReadOnlyList<string> values, int row) =>
        row < values.Count ? values[row]
        : column == MetaType.ExternalIdColumn && values.Count > 0 ? values[0]
        : "";
}
