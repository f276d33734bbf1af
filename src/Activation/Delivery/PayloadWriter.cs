using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Activation.Destinations;

namespace Activation.Delivery;

/// <summary>
/// A batch's members in a form that is read in a moment. Numbers are 7 bits a byte, low ones first, unless said otherwise; a text is its length in bytes and its UTF-8.
/// First the version (a byte), the count of members (4 bytes, low ones first) and, for each, 33 bytes: profile, ledger row, prior state. Then the names of identifiers that occur,
/// their count before them; then the rows, for each: the count of its identifiers, and for each the name's place, the count of values and the values; behind them what is
/// sent along, as a text of JSON, empty for nothing. A value begins with twice its length in bytes; one more where it is the bytes of lowercase hex digits, as hashes are. Not
/// compressed: hashes do not become smaller.
/// </summary>
internal sealed class PayloadWriter
{
    public const byte Version = 1;
    public const int HeaderBytes = 1 + sizeof(int);
    public const int PlaceBytes = 16 + 16 + 1;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");
    private readonly ArrayBufferWriter<byte> places = new();
    private readonly ArrayBufferWriter<byte> rows = new();
    private readonly ArrayBufferWriter<byte> whole = new();
    private readonly List<string> names = [];

    /// <summary>Members that were added.</summary>
    public int Count { get; private set; }

    public void Add(BatchMember member)
    {
        Count++;
        WritePlace(member.Place);
        WriteRow(member.Row);
    }

    /// <summary>For another batch; what was allocated stays.</summary>
    public void Clear()
    {
        Count = 0;
        places.ResetWrittenCount();
        rows.ResetWrittenCount();
        names.Clear();
    }

    /// <summary>The payload of the members that were added; valid until others are added.</summary>
    public ReadOnlyMemory<byte> Finish()
    {
        whole.ResetWrittenCount();
        var header = whole.GetSpan(HeaderBytes);
        header[0] = Version;
        BinaryPrimitives.WriteInt32LittleEndian(header[1..], Count);
        whole.Advance(HeaderBytes);
        whole.Write(places.WrittenSpan);
        WriteNumber(whole, names.Count);
        foreach (var name in names)
        {
            WriteText(whole, name);
        }

        whole.Write(rows.WrittenSpan);
        return whole.WrittenMemory;
    }

    private void WritePlace(BatchPlace place)
    {
        var bytes = places.GetSpan(PlaceBytes);
        place.Profile.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        place.LedgerRow.TryWriteBytes(bytes[16..], bigEndian: true, out _);
        bytes[32] = (byte)place.Prior;
        places.Advance(PlaceBytes);
    }

    private void WriteRow(MemberRow row)
    {
        WriteNumber(rows, row.Values.Count);
        foreach (var (name, values) in row.Values)
        {
            WriteNumber(rows, PlaceOf(name));
            WriteNumber(rows, values.Count);
            foreach (var value in values)
            {
                WriteValue(rows, value);
            }
        }

        WriteText(rows, row.Enrichment.IsEmpty ? "" : EnrichmentText(row.Enrichment));
    }

    private int PlaceOf(string name)
    {
        var place = names.IndexOf(name);
        if (place < 0)
        {
            place = names.Count;
            names.Add(name);
        }

        return place;
    }

    private static string EnrichmentText(Enrichment enrichment)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            EnrichmentJson.WriteProperties(json, enrichment);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void WriteValue(ArrayBufferWriter<byte> output, string value)
    {
        if (value.Length > 0 && value.Length % 2 == 0 && !value.AsSpan().ContainsAnyExcept(HexDigits))
        {
            var length = value.Length / 2;
            WriteNumber(output, (length << 1) | 1);
            Convert.FromHexString(value, output.GetSpan(length), out _, out _);
            output.Advance(length);
        }
        else
        {
            WriteText(output, value, shift: 1);
        }
    }

    private static void WriteText(ArrayBufferWriter<byte> output, string text, int shift = 0)
    {
        WriteNumber(output, Encoding.UTF8.GetByteCount(text) << shift);
        Encoding.UTF8.GetBytes(text, output);
    }

    private static void WriteNumber(ArrayBufferWriter<byte> output, int number)
    {
        var bytes = output.GetSpan(5);
        var count = 0;
        for (var rest = (uint)number; ; rest >>= 7)
        {
            bytes[count++] = (byte)(rest < 0x80 ? rest : (rest & 0x7F) | 0x80);
            if (rest < 0x80)
            {
                break;
            }
        }

        output.Advance(count);
    }
}
