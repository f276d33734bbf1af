using System.Text;
using System.Text.Json;

namespace Activation.Import.Files;

/// <summary>
/// One JSON object as a record: nested objects are columns with dots (`address.city`), a list of plain values is one cell that holds its JSON,
/// null is empty. A list of objects or lists is left out.
/// </summary>
internal sealed class JsonRow(JsonColumns columns) : IRecord
{
    private (int Start, int Length)[] fields = [];
    private char[] text = new char[4096];
    private char[] path = new char[256];
    private int used;

    public long Line { get; private set; }

    public int FieldCount => Problem is null ? columns.Names.Count : 0;

    public Reject? Problem { get; private set; }

    public ReadOnlySpan<char> Field(int index) => index < fields.Length ? text.AsSpan(fields[index].Start, fields[index].Length) : [];

    /// <summary>Becomes a row that cannot be read.</summary>
    public void Refuse(long line, string code, string message)
    {
        Line = line;
        Problem = new Reject(line, "", code, message);
    }

    /// <summary>Reads the line; what is wrong with it is <see cref="Problem"/>.</summary>
    public void Read(long line, ReadOnlySpan<byte> json)
    {
        Line = line;
        Problem = null;
        used = 0;
        Array.Clear(fields);
        if (!System.Text.Unicode.Utf8.IsValid(json))
        {
            Refuse(line, "invalidEncoding", "The row holds bytes that are not UTF-8: save the file as UTF-8.");
            return;
        }

        try
        {
            var reader = new Utf8JsonReader(json);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                Malformed();
                return;
            }

            ReadObject(ref reader, json, 0);
            // Whatever stands after the object is refused by this read.
            reader.Read();
        }
        catch (JsonException)
        {
            Malformed();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, written as an escape.
            Refuse(line, "invalidEncoding", "The row holds an escape that is no character (half of a pair): write the character itself.");
        }
    }

    private void Malformed() => Refuse(Line, "malformedJson", "The line is not one JSON object: write one object a line (NDJSON).");

    private void ReadObject(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, int prefix)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var length = Append(ref path, prefix, ref reader);
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                Reserve(ref path, length + 1);
                path[length] = '.';
                ReadObject(ref reader, json, length + 1);
            }
            else if (reader.TokenType == JsonTokenType.StartArray)
            {
                ReadArray(ref reader, json, path.AsSpan(0, length));
            }
            else if (reader.TokenType != JsonTokenType.Null)
            {
                ReadValue(ref reader, path.AsSpan(0, length));
            }
            else
            {
                columns.Offer(path.AsSpan(0, length).Trim());
            }
        }
    }

    private void ReadArray(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, ReadOnlySpan<char> name)
    {
        var start = (int)reader.TokenStartIndex;
        var depth = reader.CurrentDepth;
        int items = 0, nested = 0;
        while (reader.Read() && !(reader.TokenType == JsonTokenType.EndArray && reader.CurrentDepth == depth))
        {
            nested += reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject ? 1 : 0;
            items++;
        }

        if (nested > 0)
        {
            columns.LeaveOut(name.Trim(), "nestedList");
        }
        else if (items > 0 && columns.Find(name.Trim()) is >= 0 and var index)
        {
            var raw = json[start..(int)reader.BytesConsumed];
            Reserve(ref text, used + raw.Length);
            Put(index, Encoding.UTF8.GetChars(raw, text.AsSpan(used)));
        }
    }

    private void ReadValue(ref Utf8JsonReader reader, ReadOnlySpan<char> name)
    {
        if (columns.Find(name.Trim()) is not (>= 0 and var index))
        {
            return;
        }

        if (reader.TokenType == JsonTokenType.String)
        {
            Put(index, Append(ref text, used, ref reader) - used);
            return;
        }

        var value = reader.TokenType == JsonTokenType.Number ? NumberText.Plain(Encoding.UTF8.GetString(reader.ValueSpan))
            : reader.TokenType == JsonTokenType.True ? "true" : "false";
        Reserve(ref text, used + value.Length);
        value.CopyTo(text.AsSpan(used));
        Put(index, value.Length);
    }

    private void Put(int index, int length)
    {
        if (index >= fields.Length)
        {
            Array.Resize(ref fields, Math.Max(columns.Names.Count, 2 * fields.Length));
        }

        fields[index] = (used, length);
        used += length;
    }

    /// <returns>The length of the target's text with the reader's string appended.</returns>
    private static int Append(ref char[] target, int length, ref Utf8JsonReader reader)
    {
        Reserve(ref target, length + reader.ValueSpan.Length);
        return length + reader.CopyString(target.AsSpan(length));
    }

    private static void Reserve(ref char[] target, int length)
    {
        if (length > target.Length)
        {
            Array.Resize(ref target, Math.Max(length, 2 * target.Length));
        }
    }
}
