using System.Buffers.Text;
using System.IO.Compression;
using System.Text.Json;
using Activation.Destinations;
using Activation.Storage;
using Activation.Sync.Ledger;
using Activation.Sync.Planning;

namespace Activation.Delivery;

/// <summary>
/// Payloads as an earlier version wrote them, of runs that were under way when it was replaced, and of held and dry ones: gzipped lines of JSON,
/// `{"p":profile,"r":ledger row,"s":prior state,"v":identifiers}`.
/// </summary>
internal static class JsonLinesPayload
{
    public const string End = ".jsonl.gz";

    /// <param name="name">For errors.</param>
    public static Task<IReadOnlyList<MemberRow>> ReadRowsAsync(Stream content, string name, CancellationToken cancellationToken) => ReadAsync(content, name, ReadRow, cancellationToken);

    /// <param name="name">For errors.</param>
    public static Task<IReadOnlyList<BatchPlace>> ReadPlacesAsync(Stream content, string name, CancellationToken cancellationToken) => ReadAsync(content, name, ReadPlace, cancellationToken);

    private static async Task<IReadOnlyList<T>> ReadAsync<T>(Stream content, string name, Func<ReadOnlySpan<byte>, T> read, CancellationToken cancellationToken)
    {
        var items = new List<T>();
        await using var lines = new ByteLines(new GZipStream(content, CompressionMode.Decompress));
        while (await lines.ReadAsync(cancellationToken))
        {
            items.Add(lines.IsTooLong ? throw new InvalidDataException($"Line {lines.Number} of the payload {name} is longer than any that is written.") : read(lines.Line.Span));
        }

        return items;
    }

    private static MemberRow ReadRow(ReadOnlySpan<byte> line)
    {
        var json = new Utf8JsonReader(line);
        var profile = ReadPlace(ref json).Profile;
        json.Read();
        return MemberRowJson.Read(profile, ref json);
    }

    private static BatchPlace ReadPlace(ReadOnlySpan<byte> line)
    {
        var json = new Utf8JsonReader(line);
        return ReadPlace(ref json);
    }

    /// <summary>Goes up to the name of the row's identifiers, which is the last.</summary>
    private static BatchPlace ReadPlace(ref Utf8JsonReader json)
    {
        var (profile, row, prior) = (Guid.Empty, Guid.Empty, default(LedgerState));
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName && !json.ValueTextEquals("v"u8))
        {
            var isProfile = json.ValueTextEquals("p"u8);
            var isRow = json.ValueTextEquals("r"u8);
            json.Read();
            if (isProfile)
            {
                profile = ReadId(json.ValueSpan);
            }
            else if (isRow)
            {
                row = ReadId(json.ValueSpan);
            }
            else
            {
                prior = (LedgerState)json.GetByte();
            }
        }

        return new BatchPlace(new ProfileId(profile), row, prior);
    }

    private static Guid ReadId(ReadOnlySpan<byte> digits) =>
        Utf8Parser.TryParse(digits, out Guid id, out var used, 'N') && used == digits.Length ? id : throw new InvalidDataException("A payload has an id that is not 32 hex digits.");
}
