namespace Activation.Import.Files;

/// <summary>A record that was kept while the columns were sampled.</summary>
internal sealed class BufferedRecord(long line, string[] fields) : IRecord
{
    public long Line => line;

    public int FieldCount => fields.Length;

    public string[] Fields => fields;

    public ReadOnlySpan<char> Field(int index) => fields[index];

    public static BufferedRecord Of(IRecord record)
    {
        var fields = new string[record.FieldCount];
        for (var i = 0; i < fields.Length; i++)
        {
            fields[i] = record.Field(i).ToString();
        }

        return new BufferedRecord(record.Line, fields);
    }
}
