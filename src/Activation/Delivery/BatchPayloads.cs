using System.Buffers;
using System.Buffers.Text;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Activation.Destinations;
using Activation.Storage;
using Activation.Sync.Ledger;
using Activation.Sync.Planning;
using Azure;
using Azure.Storage.Blobs;

namespace Activation.Delivery;

/// <summary>
/// The members of a batch as a gzipped blob of JSON lines, `batches/{run}/{number}-{plan}.jsonl.gz`: `{"p":profile,"r":ledger row,"s":prior state,"v":identifiers}`.
/// The blob is also what a delivery leases.
/// </summary>
internal sealed class BatchPayloads(ActivationStorage storage)
{
    public BlobClient Blob(BatchRecord batch) => storage.Blob(StorageNames.Batches, batch.Payload ?? $"{BatchStore.Id(batch).Run}/{BatchStore.Id(batch).RowKey}.jsonl.gz");

    /// <summary>The blob's name.</summary>
    /// <param name="plan">Of the attempt to plan the run: another one writes other blobs.</param>
    public static string Name(BatchId batch, string plan) => $"{batch.Run}/{batch.RowKey}-{plan}.jsonl.gz";

    public async Task WriteAsync(BatchId batch, string plan, IReadOnlyList<BatchMember> members, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest, leaveOpen: true))
        {
            Write(gzip, members);
        }

        buffer.Position = 0;
        await storage.Blob(StorageNames.Batches, Name(batch, plan)).UploadAsync(buffer, overwrite: true, cancellationToken);
    }

    /// <summary>What is sent. Empty if the payload is gone.</summary>
    public IAsyncEnumerable<MemberRow> ReadRowsAsync(BatchRecord batch, CancellationToken cancellationToken) => ReadAsync(Blob(batch), ReadRow, cancellationToken);

    /// <summary>In the same order, what the outcome settles. Empty if the payload is gone.</summary>
    public IAsyncEnumerable<BatchPlace> ReadPlacesAsync(BatchRecord batch, CancellationToken cancellationToken) => ReadAsync(Blob(batch), ReadPlace, cancellationToken);

    /// <summary>Whether a payload names any of the profiles.</summary>
    public static async Task<bool> HoldsAsync(BlobClient payload, IReadOnlySet<ProfileId> profiles, CancellationToken cancellationToken)
    {
        await foreach (var place in ReadAsync(payload, ReadPlace, cancellationToken))
        {
            if (profiles.Contains(place.Profile))
            {
                return true;
            }
        }

        return false;
    }

    private static async IAsyncEnumerable<T> ReadAsync<T>(BlobClient payload, Func<ReadOnlySpan<byte>, T> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Stream content;
        try
        {
            content = (await payload.DownloadStreamingAsync(cancellationToken: cancellationToken)).Value.Content;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            yield break;
        }

        await using var lines = new ByteLines(new GZipStream(content, CompressionMode.Decompress));
        while (await lines.ReadAsync(cancellationToken))
        {
            yield return lines.IsTooLong
                ? throw new InvalidDataException($"Line {lines.Number} of the payload {payload.Name} is longer than any that is written.")
                : read(lines.Line.Span);
        }
    }

    private static void Write(Stream gzip, IReadOnlyList<BatchMember> members)
    {
        var line = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(line);
        foreach (var member in members)
        {
            Write(writer, member);
            writer.Flush();
            line.Write("\n"u8);
            gzip.Write(line.WrittenSpan);
            line.ResetWrittenCount();
            writer.Reset();
        }
    }

    private static void Write(Utf8JsonWriter writer, BatchMember member)
    {
        writer.WriteStartObject();
        writer.WriteString("p", member.Row.Profile.ToString());
        writer.WriteString("r", member.Place.LedgerRow.ToString("N"));
        writer.WriteNumber("s", (byte)member.Place.Prior);
        writer.WritePropertyName("v");
        MemberRowJson.WriteValues(writer, member.Row);
        writer.WriteEndObject();
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
