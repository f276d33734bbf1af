using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;
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

    /// <summary>Answers the blob's name.</summary>
    /// <param name="plan">Of the attempt to plan the run: another one writes other blobs.</param>
    public async Task<string> WriteAsync(BatchId batch, string plan, IReadOnlyList<BatchMember> members, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest, leaveOpen: true))
        {
            var writer = new Utf8JsonWriter(gzip);
            foreach (var member in members)
            {
                Write(writer, member);
                writer.Flush();
                gzip.Write("\n"u8);
                writer.Reset();
            }
        }

        buffer.Position = 0;
        var name = $"{batch.Run}/{batch.RowKey}-{plan}.jsonl.gz";
        await storage.Blob(StorageNames.Batches, name).UploadAsync(buffer, overwrite: true, cancellationToken);
        return name;
    }

    /// <summary>Empty if the payload is gone.</summary>
    public IAsyncEnumerable<BatchMember> ReadAsync(BatchRecord batch, CancellationToken cancellationToken) => ReadAsync(Blob(batch), cancellationToken);

    /// <summary>Whether a payload names any of the profiles.</summary>
    public static async Task<bool> HoldsAsync(BlobClient payload, IReadOnlySet<ProfileId> profiles, CancellationToken cancellationToken)
    {
        await foreach (var member in ReadAsync(payload, cancellationToken))
        {
            if (profiles.Contains(member.Row.Profile))
            {
                return true;
            }
        }

        return false;
    }

    private static async IAsyncEnumerable<BatchMember> ReadAsync(BlobClient payload, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Stream content;
        try
        {
            content = await payload.OpenReadAsync(cancellationToken: cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            yield break;
        }

        await using (content)
        await using (var gzip = new GZipStream(content, CompressionMode.Decompress))
        {
            using var reader = new StreamReader(gzip);
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                yield return Read(line);
            }
        }
    }

    private static void Write(Utf8JsonWriter writer, BatchMember member)
    {
        writer.WriteStartObject();
        writer.WriteString("p", member.Row.Profile.ToString());
        writer.WriteString("r", member.LedgerRow.ToString("N"));
        writer.WriteNumber("s", (byte)member.Prior);
        writer.WritePropertyName("v");
        MemberRowJson.WriteValues(writer, member.Row);
        writer.WriteEndObject();
    }

    private static BatchMember Read(string line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        var profile = new ProfileId(Guid.ParseExact(root.GetProperty("p").GetString() ?? "", "N"));
        return new BatchMember(
            MemberRowJson.Read(profile, root.GetProperty("v")),
            Guid.ParseExact(root.GetProperty("r").GetString() ?? "", "N"),
            (LedgerState)root.GetProperty("s").GetByte());
    }
}
