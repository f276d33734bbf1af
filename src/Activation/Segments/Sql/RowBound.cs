namespace Activation.Segments.Sql;

/// <summary>A condition that at least one row of every member meets, so that only profiles with such a row have to be merged.</summary>
/// <param name="Source">The source whose row it is; null: that of any source. `*`: every row of the profile meets it.</param>
/// <param name="Score">How far it is expected to narrow; below <see cref="Selective"/> it is not worth a pass of its own.</param>
internal sealed record RowBound(string Sql, string? Source, int Score)
{
    public const int Selective = 2;

    public const string EveryRow = "*";
}
