using System.IO.Compression;
using System.Text;
using Activation.Import;
using Activation.IntegrationTests.Support;
using Activation.Profiles;
using Activation.Storage;

namespace Activation.IntegrationTests.Import;

public sealed class FileFormatTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Csv = "customer_id,email,tier,points,joined,active\nC-1,a@x.org; b@y.org,Gold,1200.5,2024-01-31,true\nC-2,,Silver,7,2025-06-01,false\n";

    private const string Rows =
        """
        {"customer_id":"C-1","email":["a@x.org","b@y.org"],"tier":"Gold","points":1200.5,"joined":"2024-01-31","active":true}
        {"customer_id":"C-2","email":null,"tier":"Silver","points":7,"joined":"2025-06-01","active":false}

        """;

    [Fact]
    public async Task RunAsync_SameRowsInEveryFormat_AreUnchangedAfterTheFirst()
    {
        await using var host = await ImportHost.StartAsync(azurite.NewAccount().ConnectionString);
        (await host.ImportAsync("m.csv", Csv)).New.ShouldBe(2);

        var zip = await ImportAsync(host, "m.zip", Zip("m.csv", Encoding.UTF8.GetBytes(Csv)));
        var json = await ImportAsync(host, "m.ndjson.gz", Gzip(Encoding.UTF8.GetBytes(Rows)));
        var parquet = await ImportAsync(host, "m.parquet", Parquet(host,
            """
            SELECT * FROM (VALUES
              ('C-1', ['a@x.org', 'b@y.org'], 'Gold', 1200.5::DOUBLE, DATE '2024-01-31', true),
              ('C-2', NULL, 'Silver', 7::DOUBLE, DATE '2025-06-01', false)) AS t(customer_id, email, tier, points, joined, active)
            """));

        (await host.FindAsync("C-1")).ShouldNotBeNull().Identifiers["email"].Count.ShouldBe(2);
        (zip.State, zip.Unchanged, zip.Format).ShouldBe((ImportState.Completed, 2, new ImportFormat { Kind = "csv", Compression = "zip", Encoding = "utf-8", Delimiter = "," }));
        (json.State, json.Unchanged, json.Format).ShouldBe((ImportState.Completed, 2, new ImportFormat { Kind = "ndjson", Compression = "gzip", Encoding = "utf-8" }));
        (parquet.State, parquet.RowsRead, parquet.Rejected, parquet.Format).ShouldBe((ImportState.Completed, 2, 0, new ImportFormat { Kind = "parquet" }));
        var row = (await host.FindAsync("C-1")).ShouldNotBeNull();
        (await host.TraitAsync(row, "points")).ShouldBe(1200.5);
        (await host.TraitAsync(row, "joined")).ShouldBe(new DateOnly(2024, 1, 31));
        (await host.TraitAsync(row, "active")).ShouldBe(true);
        Directory.EnumerateFiles(host.Get<ScratchFolder>().Path, "*.raw.parquet").ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_DamagedRowsOfEveryKind_AreRejectedByLineAndTheRestGoesOn()
    {
        await using var host = await ImportHost.StartAsync(azurite.NewAccount().ConnectionString);

        var json = await host.ImportAsync("m.jsonl", "{\"customer_id\":\"C-1\",\"tier\":\"Gold\",\"orders\":[{\"sku\":1}]}\nnot json\n{\"customer_id\":\"C-2\",\"tier\":\"Silver\"}\n");
        var csv = await ImportAsync(host, "m.csv", [.. "customer_id,tier\nC-3,Gold\nC-4,"u8, 0xC5, .. "\nC-5,\"endless\nC-6,=1+1\n"u8]);

        (json.State, json.RowsRead, json.Accepted, json.Rejected).ShouldBe((ImportState.Completed, 3, 2, 1));
        json.Reasons.ShouldContainKeyAndValue("malformedJson", 1);
        json.Columns[^1].ShouldSatisfyAllConditions(
            c => (c.Column, c.Target, c.Reason).ShouldBe(("orders", "ignored", "nestedList")), c => (c.Filled, c.Rejected).ShouldBe((1, 1)));
        (csv.State, csv.RowsRead, csv.Accepted, csv.Rejected).ShouldBe((ImportState.Completed, 4, 2, 2));
        var rejects = await host.RejectsAsync(csv);
        rejects.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => string.Join(',', l.Split(',').Take(3)))
            .ShouldBe(["line,column,code", "3,,invalidEncoding", "4,,unclosedQuote", "5,tier,formula"]);
        (await host.TraitAsync((await host.FindAsync("C-6")).ShouldNotBeNull(), "tier")).ShouldBeNull();
    }

    private static async Task<ImportRecord> ImportAsync(ImportHost host, string name, byte[] content)
    {
        var dropped = await host.Drop(name).UploadAsync(BinaryData.FromBytes(content), overwrite: true);
        await host.DrainAsync();
        var id = ImportId.For(ImportHost.Source, $"{ImportHost.Source}/{name}", dropped.Value.ETag.ToString());
        return (await host.Imports.FindAsync(id, CancellationToken.None)).ShouldNotBeNull();
    }

    private static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }

    private static byte[] Zip(string name, byte[] content)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create))
        {
            using var entry = zip.CreateEntry(name).Open();
            entry.Write(content);
        }

        return packed.ToArray();
    }

    private static byte[] Parquet(ImportHost host, string query)
    {
        var scratch = host.Get<ScratchFolder>();
        var path = scratch.NewFile(".source");
        using (var session = new DuckDbSession(scratch))
        {
            session.Execute($"COPY ({query}) TO {DuckDbSession.Quote(path)} (FORMAT parquet)");
        }

        return File.ReadAllBytes(path);
    }
}
