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
        var width = columns.Length + (hasValues ? 1 : 0) + beside.Count;
        var data = new List<string[]>(members.Count);
        var memberOfRow = new List<int>(members.Count);
        var values = new IReadOnlyList<string>[columns.Length];
        for (var member = 0; member < members.Count; member++)
        {
            var rows = 0;
            for (var i = 0; i < columns.Length; i++)
            {
                values[i] = members[member][columns[i].Key];
                rows = Math.Max(rows, values[i].Count);
            }

            for (var row = 0; row < rows; row++)
            {
                var cells = new string[width];
                for (var i = 0; i < columns.Length; i++)
                {
                    cells[i] = Cell(columns[i].Value, values[i], row);
                }

                Complete(cells.AsSpan(columns.Length), hasValues ? members[member] : null, beside);
                data.Add(cells);
                memberOfRow.Add(member);
            }
        }

        List<string> schema = [.. columns.Select(c => c.Value), .. hasValues ? [MetaType.ValueColumn] : Array.Empty<string>(), .. beside.Select(c => c.Key)];
        return new MetaRows(schema, data, memberOfRow);
    }

    /// <summary>Fills the columns behind the identifiers'.</summary>
    /// <param name="valued">Whose value is the first of them; null where there is none.</param>
    private static void Complete(Span<string> cells, MemberRow? valued, IReadOnlyList<KeyValuePair<string, string>> beside)
    {
        if (valued is not null)
        {
            cells[0] = Value(valued);
        }

        for (var i = 0; i < beside.Count; i++)
        {
            cells[cells.Length - beside.Count + i] = beside[i].Value;
        }
    }

    /// <summary>As a JSON number.</summary>
    private static string Value(MemberRow member) => (member.Enrichment.Value ?? 0).ToString("R", CultureInfo.InvariantCulture);

    private static string Cell(string column, IReadOnlyList<string> values, int row) =>
        row < values.Count ? values[row]
        : column == MetaType.ExternalIdColumn && values.Count > 0 ? values[0]
        : "";
}
