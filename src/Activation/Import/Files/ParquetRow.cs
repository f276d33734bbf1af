using DuckDB.NET.Data;

namespace Activation.Import.Files;

/// <summary>The current row of a Parquet file, of which every column is read as text.</summary>
/// <param name="floats">Which columns are floating-point numbers, which may be written with an exponent.</param>
internal sealed class ParquetRow(DuckDBDataReader reader, IReadOnlyList<bool> floats) : IRecord
{
    private readonly string[] fields = new string[floats.Count];

    public long Line { get; private set; }

    public int FieldCount => fields.Length;

    /// <summary>Characters that the row has.</summary>
    public long Characters { get; private set; }

    public ReadOnlySpan<char> Field(int index) => fields[index];

    /// <summary>Takes the values of the reader's row.</summary>
    public void Load()
    {
        Line++;
        Characters = 0;
        for (var i = 0; i < fields.Length; i++)
        {
            var value = reader.IsDBNull(i) ? "" : reader.GetString(i);
            fields[i] = floats[i] ? NumberText.Plain(value) : value;
            Characters += value.Length;
        }
    }
}
