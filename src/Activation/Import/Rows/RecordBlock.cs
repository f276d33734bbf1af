using Activation.Import.Files;

namespace Activation.Import.Rows;

/// <summary>
/// Some records of a file, copied so that they can be parsed while the file is read on. As an <see cref="IRecord"/> it is the one that <see cref="Move"/> came to. Holds raw
/// personal data: nothing of it may be logged.
/// </summary>
/// <param name="columnCount">Records with another number of fields are refused anyway, and kept without them.</param>
internal sealed class RecordBlock(int columnCount, int maxRecords) : IRecord
{
    public const int Records = 512;

    /// <summary>A block takes one record more than this many characters, or fields, at most.</summary>
    private const int MaxCharacters = 256 * 1024;

    private const int MaxFields = 64 * 1024;

    private readonly List<(long Line, int FieldCount, int Start, Reject? Problem)> records = new(maxRecords);
    private readonly List<int> ends = [];
    private char[] text = new char[MaxCharacters];
    private int used;
    private int current = -1;
    private int firstEnd;

    public bool IsFull => records.Count >= maxRecords || used >= MaxCharacters || ends.Count >= MaxFields;

    public bool IsEmpty => records.Count == 0;

    public long Line => records[current].Line;

    public int FieldCount => records[current].FieldCount;

    public Reject? Problem => records[current].Problem;

    public ReadOnlySpan<char> Text => HasFields ? text.AsSpan(records[current].Start, ends[firstEnd + columnCount - 1] - records[current].Start) : [];

    private bool HasFields => Problem is null && FieldCount == columnCount;

    public ReadOnlySpan<char> Field(int index)
    {
        if (!HasFields)
        {
            return [];
        }

        var start = index == 0 ? records[current].Start : ends[firstEnd + index - 1];
        return text.AsSpan(start, ends[firstEnd + index] - start);
    }

    public void Add(IRecord record)
    {
        records.Add((record.Line, record.FieldCount, used, record.Problem));
        if (record.Problem is not null || record.FieldCount != columnCount)
        {
            return;
        }

        for (var i = 0; i < columnCount; i++)
        {
            var field = record.Field(i);
            if (field.Length > text.Length - used)
            {
                Array.Resize(ref text, Math.Max(used + field.Length, text.Length * 2));
            }

            field.CopyTo(text.AsSpan(used));
            used += field.Length;
            ends.Add(used);
        }
    }

    /// <summary>Goes to the next record; false after the last.</summary>
    public bool Move()
    {
        firstEnd += current >= 0 && HasFields ? columnCount : 0;
        return ++current < records.Count;
    }

    /// <summary>Empties it, to be filled anew.</summary>
    public void Clear()
    {
        records.Clear();
        ends.Clear();
        (used, current, firstEnd) = (0, -1, 0);
        if (text.Length > MaxCharacters * 2)
        {
            text = new char[MaxCharacters];
        }
    }
}
