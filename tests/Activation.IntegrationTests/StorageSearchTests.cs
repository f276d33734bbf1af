using System.IO.Compression;
using System.Text;
using Activation.IntegrationTests.Support;
using Azure.Data.Tables;
using DuckDB.NET.Data;

namespace Activation.IntegrationTests;

/// <summary>The search must find what is hidden, or its silence means nothing.</summary>
public sealed class StorageSearchTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Secret = "Ottoline.Quillfeather@example.com";

    [Fact]
    public async Task FindAsync_SecretInEveryDisguise_FindsEach()
    {
        var account = azurite.NewAccount();
        var container = account.Blobs.GetBlobContainerClient("things");
        await container.CreateAsync();
        foreach (var (name, content) in Disguises())
        {
            await container.UploadBlobAsync(name, BinaryData.FromBytes(content));
        }

        await account.Tables.CreateTableAsync("Things");
        await account.Tables.GetTableClient("Things").AddEntityAsync(new TableEntity("p", "r") { ["text"] = $"<{Secret}>", ["bytes"] = Encoding.UTF8.GetBytes(Secret) });
        await account.Queues.CreateQueueAsync("things");
        await account.Queues.GetQueueClient("things").SendMessageAsync(Convert.ToBase64String(Encoding.UTF8.GetBytes($"a{Secret}")));

        var found = await new StorageSearch(account, new Needles([Secret])).FindAsync();

        found.Order(StringComparer.Ordinal).ShouldBe(
        [
            .. Disguises().Select(d => $"blob things/{d.Name}").Order(StringComparer.Ordinal), "queue things", "table Things property bytes", "table Things property text",
        ]);
    }

    [Fact]
    public async Task FindAsync_HashesOnly_FindsNothing()
    {
        var account = azurite.NewAccount();
        var container = account.Blobs.GetBlobContainerClient("things");
        await container.CreateAsync();
        await container.UploadBlobAsync("hash", BinaryData.FromString(new string('a', 64)));

        var search = new StorageSearch(account, new Needles([Secret, "+442079460123", "aaaaaaaa"]));

        (await search.FindAsync()).ShouldBeEmpty();
        search.Looked.ShouldBe(1);
    }

    private static IEnumerable<(string Name, byte[] Content)> Disguises()
    {
        var plain = Encoding.UTF8.GetBytes($"before {Secret} after");
        yield return ("plain", plain);
        yield return ("lower", Encoding.UTF8.GetBytes(Secret.ToLowerInvariant()));
        yield return ("utf16", Encoding.Unicode.GetBytes(Secret));
        yield return ("hex", Encoding.UTF8.GetBytes(Convert.ToHexStringLower(plain)));
        yield return ("base64-0", Encoding.UTF8.GetBytes(Convert.ToBase64String(plain)));
        yield return ("base64-1", Encoding.UTF8.GetBytes(Convert.ToBase64String([1, .. plain])));
        yield return ("base64-2", Encoding.UTF8.GetBytes(Convert.ToBase64String([1, 2, .. plain])));
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            gzip.Write(plain);
        }

        yield return ("gzip", packed.ToArray());
        yield return ("parquet", Parquet());
    }

    private static byte[] Parquet()
    {
        var file = Path.GetTempFileName();
        try
        {
            using var connection = new DuckDBConnection("DataSource=:memory:");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"COPY (SELECT ['{Secret}'] AS emails FROM range(1000)) TO '{file}' (FORMAT parquet, COMPRESSION zstd)";
            command.ExecuteNonQuery();
            return File.ReadAllBytes(file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
