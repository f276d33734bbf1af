namespace Activation.Destinations;

/// <summary>
/// Members as a table, for platforms that take one value a column. A member with several values of an identifier becomes several rows: row i has the
/// i-th value of each. The columns are those of which some member has a value.
/// </summary>
/// <param name="Rows">A cell is null where the row has no value of its column; every row has a value.</param>
/// <param name="MemberOfRow">Position of each row's member among those given.</param>
internal sealed record ColumnRows(IReadOnlyList<string> Columns, IReadOnlyList<string?[]> Rows, IReadOnlyList<int> MemberOfRow)
{
    /// <param name="columns">Identifier and column, in the order in which columns are sent. An identifier may fill several.</param>
    /// <param name="repeats">True: where a member has fewer values of one identifier than of another, its first stands in the rows that it lacks.</param>
    public static ColumnRows Of(IReadOnlyList<MemberRow> members, IReadOnlyList<KeyValuePair<string, string>> columns, bool repeats = false)
    {
        var present = members.SelectMany(m => m.Values).Where(v => v.Value.Count > 0).Select(v => v.Key).ToHashSet(StringComparer.Ordinal);
        var used = columns.Where(c => present.Contains(c.Key)).ToArray();
        var rows = new List<string?[]>(members.Count);
        var memberOfRow = new List<int>(members.Count);
        for (var member = 0; member < members.Count; member++)
        {
            var values = Array.ConvertAll(used, c => members[member][c.Key]);
            var count = values.Length == 0 ? 0 : values.Max(v => v.Count);
            for (var row = 0; row < count; row++)
            {
                rows.Add(Array.ConvertAll(values, v => row < v.Count ? v[row] : repeats && v.Count > 0 ? v[0] : null));
                memberOfRow.Add(member);
            }
        }

        return new ColumnRows([.. used.Select(c => c.Value)], rows, memberOfRow);
    }
}
