using System.Globalization;

namespace Activation.Destinations.Meta;

/// <summary>
/// Members as Meta takes them: one schema for the call and one value a column, `""` where a row has none. A member with several values of an
/// identifier becomes several rows: row i takes the i-th value. The external id stands on every row of its member: a blank one is refused,
/// and it is what keeps the rows one person.
/// </summary>
internal sealed record MetaRows(IReadOnlyList<string> Schema, IReadOnlyList<string[]> Data, IReadOnlyList<int> MemberOfRow)
{
    /// <param name="dataUse">Columns that every row gets beside.</param>
    public static MetaRows Of(IReadOnlyList<MemberRow> members, MetaDataUse? dataUse = null)
    {
        var beside = dataUse?.Columns ?? [];
        var present = members.SelectMany(m => m.Values).Select(v => v.Key).ToHashSet(StringComparer.Ordinal);
        var columns = MetaType.Columns.Where(c => present.Contains(c.Key)).ToArray();
        var hasValues = members.Any(m => m.Enrichment.Value is not null);
        var data = new List<string[]>(members.Count);
        var memberOfRow = new List<int>(members.Count);
        for (var member = 0; member < members.Count; member++)
        {
            var values = Array.ConvertAll(columns, c => members[member][c.Key]);
            var rows = values.Length == 0 ? 0 : values.Max(v => v.Count);
            for (var row = 0; row < rows; row++)
            {
                var cells = columns.Select((c, i) => Cell(c.Value, values[i], row));
                data.Add([.. cells, .. hasValues ? [Value(members[member])] : Array.Empty<string>(), .. beside.Select(c => c.Value)]);
                memberOfRow.Add(member);
            }
        }

        List<string> schema = [.. columns.Select(c => c.Value), .. hasValues ? [MetaType.ValueColumn] : Array.Empty<string>(), .. beside.Select(c => c.Key)];
        return new MetaRows(schema, data, memberOfRow);
    }

    /// <summary>As a JSON number.</summary>
    private static string Value(MemberRow member) => (member.Enrichment.Value ?? 0).ToString("R", CultureInfo.InvariantCulture);

    private static string Cell(string column, IReadOnlyList<string> values, int row) =>
        row < values.Count ? values[row]
        : column == MetaType.ExternalIdColumn && values.Count > 0 ? values[0]
        : "";
}
