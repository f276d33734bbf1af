namespace Activation.Import.Files;

/// <summary>A record that was kept while the columns were sampled.</summary>
/// <param name="fields">May be fewer than `fieldCount`: the others are empty, or do not matter because the row is refused for their number.</param>
internal sealed class BufferedRecord(long line, string[] fields, int? fieldCount = null, Reject? problem = null) : IRecord
{
    public long Line => line;

    public int FieldCount => fieldCount ?? fields.Length;

    public Reject? Problem => problem;

    public string[] Fields => fields;

    public ReadOnlySpan<char> Field(int index) => index < fields.Length ? fields[index] : "";

    /// <param name="maxFields">Fields beyond these are not kept.</param>
    public static BufferedRecord Of(IRecord record, int maxFields = int.MaxValue)
    {
        if (record is BufferedRecord buffered)
        {
            return buffered;
        }

        var fields = new string[Math.Min(record.FieldCount, maxFields)];
        for (var i = 0; i < fields.Length; i++)
        {
            fields[i] = record.Field(i).ToString();
        }

        return new BufferedRecord(record.Line, fields, record.FieldCount, record.Problem);
    }
}
