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
internal static class PayloadWriter
{
    public const byte Version = 1;
    public const int HeaderBytes = 1 + sizeof(int);
    public const int PlaceBytes = 16 + 16 + 1;
    private const int UsualRowBytes = 48;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    public static ReadOnlyMemory<byte> Write(IReadOnlyList<BatchMember> members)
    {
        var output = new ArrayBufferWriter<byte>(HeaderBytes + 256 + (members.Count * (PlaceBytes + UsualRowBytes)));
        var header = output.GetSpan(HeaderBytes);
        header[0] = Version;
        BinaryPrimitives.WriteInt32LittleEndian(header[1..], members.Count);
        output.Advance(HeaderBytes);
        foreach (var member in members)
        {
            WritePlace(output, member.Place);
        }

        var names = WriteNames(output, members);
        foreach (var member in members)
        {
            WriteRow(output, member.Row, names);
        }

        return output.WrittenMemory;
    }

    private static void WritePlace(ArrayBufferWriter<byte> output, BatchPlace place)
    {
        var bytes = output.GetSpan(PlaceBytes);
        place.Profile.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        place.LedgerRow.TryWriteBytes(bytes[16..], bigEndian: true, out _);
        bytes[32] = (byte)place.Prior;
        output.Advance(PlaceBytes);
    }

    private static Dictionary<string, int> WriteNames(ArrayBufferWriter<byte> output, IReadOnlyList<BatchMember> members)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var member in members)
        {
            foreach (var (name, _) in member.Row.Values)
            {
                places.TryAdd(name, places.Count);
            }
        }

        WriteNumber(output, places.Count);
        foreach (var name in places.OrderBy(p => p.Value))
        {
            WriteText(output, name.Key);
        }

        return places;
    }

    private static void WriteRow(ArrayBufferWriter<byte> output, MemberRow row, Dictionary<string, int> names)
    {
        WriteNumber(output, row.Values.Count);
        foreach (var (name, values) in row.Values)
        {
            WriteNumber(output, names[name]);
            WriteNumber(output, values.Count);
            foreach (var value in values)
            {
                WriteValue(output, value);
            }
        }

        WriteText(output, row.Enrichment.IsEmpty ? "" : EnrichmentText(row.Enrichment));
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
