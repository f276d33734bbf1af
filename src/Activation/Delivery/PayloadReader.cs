using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Activation.Destinations;
using Activation.Sync.Ledger;

namespace Activation.Delivery;

/// <summary>Reads what <see cref="PayloadWriter"/> wrote.</summary>
/// <exception cref="InvalidDataException">A later version wrote it, or it is cut off.</exception>
internal ref struct PayloadReader
{
    private readonly ReadOnlySpan<byte> content;
    private int position;

    private PayloadReader(ReadOnlySpan<byte> content)
    {
        this.content = content;
    }

    public static IReadOnlyList<BatchPlace> Places(ReadOnlySpan<byte> content)
    {
        var reader = new PayloadReader(content);
        var places = new BatchPlace[reader.Count()];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = Place(reader.Take(PayloadWriter.PlaceBytes));
        }

        return places;
    }

    public static IReadOnlyList<MemberRow> Rows(ReadOnlySpan<byte> content)
    {
        var reader = new PayloadReader(content);
        var rows = new MemberRow[reader.Count()];
        var places = reader.Take(checked(rows.Length * PayloadWriter.PlaceBytes));
        var names = reader.Names();
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = reader.Row(Place(places.Slice(i * PayloadWriter.PlaceBytes, PayloadWriter.PlaceBytes)).Profile, names);
        }

        return rows;
    }

    private static BatchPlace Place(ReadOnlySpan<byte> bytes) =>
        new(new ProfileId(new Guid(bytes[..16], bigEndian: true)), new Guid(bytes[16..32], bigEndian: true), (LedgerState)bytes[32]);

    private int Count()
    {
        var header = Take(PayloadWriter.HeaderBytes);
        return header[0] == PayloadWriter.Version
            ? BinaryPrimitives.ReadInt32LittleEndian(header[1..])
            : throw new InvalidDataException($"The payload has version {header[0]}, which a later version of the product wrote. Update this host.");
    }

    private string[] Names()
    {
        var names = new string[Number()];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = Encoding.UTF8.GetString(Take(Number()));
        }

        return names;
    }

    private MemberRow Row(ProfileId profile, string[] names)
    {
        var identifiers = new KeyValuePair<string, IReadOnlyList<string>>[Number()];
        for (var i = 0; i < identifiers.Length; i++)
        {
            var name = names[Number()];
            var values = new string[Number()];
            for (var value = 0; value < values.Length; value++)
            {
                values[value] = Value();
            }

            identifiers[i] = new(name, values);
        }

        var enrichment = Take(Number());
        return enrichment.IsEmpty ? new MemberRow(profile, identifiers) : new MemberRow(profile, identifiers) { Enrichment = SentAlong(enrichment) };
    }

    private static Enrichment SentAlong(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        using var document = JsonDocument.ParseValue(ref reader);
        return EnrichmentJson.Read(document.RootElement);
    }

    private string Value()
    {
        var length = Number();
        var bytes = Take(length >> 1);
        return (length & 1) == 1 ? Convert.ToHexStringLower(bytes) : Encoding.UTF8.GetString(bytes);
    }

    private int Number()
    {
        var number = 0u;
        for (var shift = 0; ; shift += 7)
        {
            var next = Take(1)[0];
            number |= (uint)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return (int)number;
            }
        }
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if ((uint)length > (uint)(content.Length - position))
        {
            throw new InvalidDataException("The payload is cut off.");
        }

        var taken = content.Slice(position, length);
        position += length;
        return taken;
    }
}
