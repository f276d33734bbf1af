using Activation.Import;
using Activation.Import.Normalization;
using Activation.IntegrationTests.Support;

namespace Activation.IntegrationTests.Import;

/// <summary>The data-quality report of a receipt, over a file with every fault that a CRM export has.</summary>
public sealed class ImportQualityTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly string Ada = Sha256Hex.Of("ada@example.com");
    private static readonly string BobTwice = Sha256Hex.Of(Sha256Hex.Of("bob@example.com"));
    private static readonly string Eve = Sha256Hex.Of("eve@example.com");

    private static readonly string Nasty = string.Join('\n',
        "customer_id,email,email_sha256,phone,birthdate,country,points,tier,marketing,notes",
        $"C-1,Ada@example.com,{Ada},+44 7911 123456,1990-12-31,GB,10,Gold,yes,likes tea",
        $"C-2,mailto:bob@example.com,{BobTwice},07911 123457,31.12.1990,United Kingdom,abc,Silver,no,",
        $"C-3,nonsense,{Eve},123,03/04/1990,Atlantis,5,call +44 7911 123456,maybe,",
        $"C-4,grace@example.com,{Ada},NULL,,,\\N,n/a,,",
        ",nonsense,,,,,,Gold,yes,",
        "C-6,a@x.org",
        "C-7,a@x.org; nonsense,,,,,7,,opt-out,",
        "C-8,x\0@y.org,,,,,NULL,,,",
        "");

    private static readonly SourceDefinition Source = new()
    {
        DefaultCountry = "GB",
        Mapping = new Dictionary<string, string> { ["points"] = "trait:points:number", ["marketing"] = "consent:marketing", ["tier"] = "trait:tier" },
    };

    [Fact]
    public async Task Receipt_OfANastyFile_BalancesForEveryColumn()
    {
        await using var host = await ImportHost.StartAsync(azurite.NewAccount().ConnectionString);
        await host.DefineAsync(Source);

        var receipt = await host.ImportAsync("nasty.csv", Nasty);

        (receipt.State, receipt.RowsRead, receipt.Accepted, receipt.Rejected).ShouldBe((ImportState.Completed, 8, 6, 2));
        receipt.Columns.Select(c => (c.Column, c.Filled, c.Valid, c.Repaired, c.Rejected)).ShouldBe(
        [
            ("customer_id", 6, 6, 0, 0),
            ("email", 7, 2, 1, 4),
            ("email_sha256", 4, 2, 1, 1),
            ("phone", 3, 1, 1, 1),
            ("birthdate", 3, 1, 1, 1),
            ("country", 3, 1, 1, 1),
            ("points", 4, 3, 0, 1),
            ("tier", 4, 3, 0, 1),
            ("marketing", 4, 3, 0, 1),
            ("notes", 0, 0, 0, 0),
        ]);
        receipt.Columns.ShouldAllBe(c => c.Filled == c.Valid + c.Repaired + c.Rejected && c.Repairs.Values.Sum() == c.Repaired && c.Reasons.Values.Sum() == c.Rejected);
        var cells = receipt.Columns.Sum(c => c.Rejected);
        receipt.Reasons.Values.Sum().ShouldBe(cells + receipt.Rejected, "each rejected row and cell has its reason");
        Codes(receipt).ShouldBe(
        [
            "email emailCleaned 1", "email damagedText 1", "email invalidEmail 3", "email_sha256 doubleHashed 1", "email_sha256 hashMismatch 1", "phone countryCodeAdded 1",
            "phone invalidPhone 1", "birthdate dateReformatted 1", "birthdate invalidBirthDay 1", "country codeFromName 1", "country unknownCountry 1", "points typeConflict 1",
            "tier personalDataInTrait 1", "marketing unreadableConsent 1",
        ], ignoreOrder: true);
        receipt.Columns[2].ShouldSatisfyAllConditions(c => c.Prehashed.ShouldBe(2), c => c.Verified.ShouldBe(1));
        receipt.Columns[^1].Reason.ShouldBe("personalData");
        (await host.FindAsync("C-2")).ShouldNotBeNull().Identifiers["email"].ShouldBe([Sha256Hex.Of("bob@example.com")]);
        (await host.FindAsync("C-4")).ShouldNotBeNull().Identifiers["email"].ShouldBe([Sha256Hex.Of("grace@example.com")]);
        (await host.RejectsAsync(receipt)).ShouldNotContain("example.com");
    }

    [Fact]
    public async Task Receipt_OfAnInterruptedImport_CountsEveryColumnOnce()
    {
        var file = Nasty + string.Concat(Enumerable.Range(100, 300).Select(i => $"C-{i},u{i}@example.com,,07911 123{i},,,{(i % 2 == 0 ? "1" : "x")},Gold,yes,\n"));
        await using var host = await ImportHost.StartAsync(azurite.NewAccount().ConnectionString, chunkRows: 100, budgetMinutes: 0.0001);
        await host.DefineAsync(Source);
        await using var whole = await ImportHost.StartAsync(azurite.NewAccount().ConnectionString);
        await whole.DefineAsync(Source);
        var expected = await whole.ImportAsync("nasty.csv", file);

        var id = await host.DropAsync("nasty.csv", file);
        (await host.DrainAllAsync()).ShouldBeGreaterThan(2);

        var receipt = (await host.Imports.FindAsync(id, CancellationToken.None)).ShouldNotBeNull();
        receipt.Columns.Select(c => (c.Column, c.Target, c.Filled, c.Valid, c.Repaired, c.Rejected, c.Prehashed, c.Verified))
            .ShouldBe(expected.Columns.Select(c => (c.Column, c.Target, c.Filled, c.Valid, c.Repaired, c.Rejected, c.Prehashed, c.Verified)));
        Codes(receipt).ShouldBe(Codes(expected));
    }

    private static IEnumerable<string> Codes(ImportRecord receipt) =>
        receipt.Columns.SelectMany(c => c.Repairs.Concat(c.Reasons).OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => $"{c.Column} {r.Key} {r.Value}"));
}
