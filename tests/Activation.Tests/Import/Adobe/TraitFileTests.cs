using System.Globalization;
using Activation.Import;
using Activation.Tests.Import.Files;

namespace Activation.Tests.Import.Adobe;

public sealed class TraitFileTests
{
    private const string Own = "DBwFoc3dhfMNCFBh2M4F9ZkJEXMNnRDh2PXvnI1";

    // ftp_dpm_1234_1445374061.overwrite of the documentation, without the columns that are alike; its third row has an empty item.
    private const string OverwriteSample =
        """
        1060413022	"ACCOUNT_TYPE"="HAC","Plans"="123","ServiceExpiryDate"="2013-01-26 00:00:00.000","TotalSalesAmount"="304.98","Calls_Before_Sale"="0","Product"="3 Months  Subscription| Free Base Product for PIP Outbound|  Annual Plan with for TechSales|  Annual Subscription"
        1060413110	"ACCOUNT_TYPE"="HAC","Plans"="123","ServiceExpiryDate"="2012-08-04 00:00:00.000","TotalSalesAmount"="0.00","Calls_Before_Sale"="0","Product"="Free Base Product for PIP Outbound| Free Product Tech Sales| Partner Trial Account"
        1060413123	"ACCOUNT_TYPE"="HAC","Plans"="456","ServiceExpiryDate"="2012-08-04 00:00:00.000","TotalSalesAmount"="39.99",,"Calls_Before_Sale"="0","Product"="Free Product for Inbound Sales|  Incident Support for MAC| Partner Trial Account"
        """;

    [Fact]
    public async Task ReadAsync_OverwriteSample_IsThreeRows()
    {
        var (rows, file) = await ReadAsync("ftp_dpm_1234_1445374061.overwrite", OverwriteSample);

        file.Header.ShouldBe(["id", "ACCOUNT_TYPE", "Plans", "ServiceExpiryDate", "TotalSalesAmount", "Calls_Before_Sale", "Product"]);
        rows.Count.ShouldBe(3);
        rows[2].ShouldBe("3: 1060413123|HAC|456|2012-08-04 00:00:00.000|39.99|0|Free Product for Inbound Sales|  Incident Support for MAC| Partner Trial Account");
        file.Mode.ShouldBe(SourceMode.Replace);
        file.Mapping.ShouldNotBeNull()["id"].ShouldBe("customerId");
        file.Format.Kind.ShouldBe("adobeTraits");
    }

    // The sixteen examples of inbound-file-contents: four ways for each of four kinds of users.
    [Theory]
    [InlineData("59767559181262060060278870901087098252", "ftp_dpm_1234_1445374061.sync", "ecid")]
    [InlineData("e4fe9bde-caa0-47b6-908d-ffba3fa184f2", "ftp_dpm_20914_1234_1445374061.sync", "gaid")]
    [InlineData("6D92078A-8246-4BA4-AE5B-76104861E7DC", "ftp_dpm_20915_1234_1445374061.sync", "idfa")]
    [InlineData(Own, "ftp_dpm_1234_1445374061.sync", "customerId")]
    public async Task ReadAsync_SixteenForms_AreAddedRemovedAndSet(string user, string name, string identifier)
    {
        string[] items = ["d_sid=24, d_sid=26", "d_unsid=24, d_unsid=26", "24:0, 26:0", "24:-1, 26:-1", "product = tablet, product = phone", "\"product\" = \"tablet\", \"product\" = \"phone\"", "24,26", "ic=24,ic=26"];

        var (rows, file) = await ReadAsync(name, string.Join('\n', items.Select(i => $"{user} \t {i}")), new() { ["id"] = identifier });

        file.Header.Skip(1).ShouldBe(["sid:24", "sid:26", "product"]);
        file.Mapping.ShouldNotBeNull()[file.Header[0]].ShouldBe(identifier);
        file.Mode.ShouldBe(SourceMode.Upsert);
        rows.ShouldBe(
        [
            $"1: {user}|true|true|", $@"2: {user}|\N|\N|", $@"3: {user}|\N|\N|", $@"4: {user}|\N|\N|",
            $"5: {user}|||tablet|phone", $"6: {user}|||tablet|phone", $"7: {user}|true|true|", $"8: {user}|true|true|",
        ]);
    }

    [Fact]
    public async Task ReadAsync_RemovalsInOverwrite_AreIgnored()
    {
        var (rows, file) = await ReadAsync("ftp_dpm_1_1445374061.overwrite", "a\td_sid=24,d_unsid=25,26:0\nb\td_unsid=24");

        file.Header.ShouldBe(["id", "sid:24"]);
        rows.ShouldBe(["1: a|true", "2: b|"]);
    }

    [Fact]
    public async Task ReadAsync_RemovalOnly_IsAColumn() =>
        (await ReadAsync("ftp_dpm_1_1445374061.sync", "a\td_unsid=24")).Rows.ShouldBe([@"1: a|\N"]);

    [Fact]
    public async Task ReadAsync_FaultyLines_AreRejectedAndTheRestGoesOn()
    {
        byte[] bytes = [.. TestFile.Bytes("a:b\t24\na%3Ab\t24\nno tab\na\t24\tx\na\t24,gold\n\t24\n\r\n"), 0xFF, .. TestFile.Bytes("\t24\nok\t24\r\n")];

        (await ReadAsync("ftp_dpm_1_1445374061.sync", bytes)).Rows.ShouldBe(
            ["1: !colonInId", "2: !colonInId", "3: !traitRow", "4: !traitRow", "5: !traitItem", "6: !idMissing", "8: !invalidEncoding", "9: ok|true"]);
    }

    [Fact]
    public async Task ReadAsync_DeviceIdInTheWrongCase_IsRejected() =>
        (await ReadAsync("ftp_dpm_20914_1_1445374061.sync", "6D92078A-8246-4BA4-AE5B-76104861E7DC\t24")).Rows.ShouldBe(["1: !invalidGaid"]);

    [Fact]
    public async Task ReadAsync_LineLength_IsLimitedInBytes()
    {
        var longest = "a\tk=".PadRight(102_400, 'x');

        var (rows, _) = await ReadAsync("ftp_dpm_1_1445374061.sync", $"{longest}\r\n{longest}x\nb\tk=y");

        rows.Select(r => r[..6]).ShouldBe(["1: a|x", "2: !ro", "3: b|y"]);
        rows[1].ShouldBe("2: !rowTooLarge");
    }

    [Fact]
    public async Task ReadAsync_MoreThan200LinesOfAUser_RejectsThoseBeyond()
    {
        // Case matters in ids: the second user has 200 lines.
        var lines = Enumerable.Range(1, 201).Select(_ => "user\t24").Concat(Enumerable.Range(1, 200).Select(_ => "USER\t24"));

        var (rows, _) = await ReadAsync("ftp_dpm_1_1445374061.sync", string.Join('\n', lines));

        rows.Count.ShouldBe(401);
        rows.Where(r => r.Contains('!', StringComparison.Ordinal)).ShouldBe(["201: !tooManyLines"]);
    }

    [Fact]
    public async Task ReadAsync_TraitThatComesLate_IsAColumnAllTheSame()
    {
        var (rows, file) = await ReadAsync("ftp_dpm_1_1445374061.sync", string.Concat(Enumerable.Range(0, 3000).Select(i => $"u{i}\t24\n")) + "last\t25");

        file.Header.ShouldBe(["id", "sid:24", "sid:25"]);
        rows[^1].ShouldBe("3001: last||true");
    }

    [Fact]
    public async Task ReadAsync_MoreTraitsThanColumns_ReportsThoseLeftOut()
    {
        var items = string.Join(',', Enumerable.Range(1, 2_002).Select(i => i.ToString(CultureInfo.InvariantCulture)));

        var (_, file) = await ReadAsync("ftp_dpm_1_1445374061.sync", $"a\t{items}\nb\t2002,id=x,a@b.org=1");

        file.Header.Count.ShouldBe(2_000);
        file.LeftOut.Select(c => (c.Column, c.Reason, c.Filled)).ShouldBe(
            [("sid:2000", "tooManyColumns", 1), ("sid:2001", "tooManyColumns", 1), ("sid:2002", "tooManyColumns", 2), ("id", "duplicate", 1), ("", "personalData", 1)]);
    }

    [Fact]
    public async Task ReadAsync_Gzip_IsReadTwiceAlike()
    {
        var (rows, file) = await ReadAsync("ftp_dpm_1_1445374061.sync.1.gz", TestFile.Gzip(TestFile.Bytes("\uFEFFa\t24\nb\t25\n")));

        rows.ShouldBe(["1: a|true|", "2: b||true"]);
        file.Format.Compression.ShouldBe("gzip");
    }

    [Theory]
    [InlineData("members.csv", "a\t24", "adobeFileName")]
    [InlineData("ftp_dpm_1_1445374061.sync", "", "emptyFile")]
    [InlineData("ftp_dpm_1_1445374061.sync", "\uFEFFa\t24", "wrongEncoding")]
    public async Task OpenAsync_UnusableFile_SaysWhy(string name, string text, string code)
    {
        var content = code == "wrongEncoding" ? System.Text.Encoding.Unicode.GetBytes(text) : TestFile.Bytes(text);

        (await TestFile.ReadAsync(content, name, kind: SourceKind.Adobe)).Failure.ShouldNotBeNull().Code.ShouldBe(code);
    }

    private static Task<TestFile.Result> ReadAsync(string name, string text, Dictionary<string, string>? mapping = null) => ReadAsync(name, TestFile.Bytes(text), mapping);

    private static async Task<TestFile.Result> ReadAsync(string name, byte[] content, Dictionary<string, string>? mapping = null) =>
        (await TestFile.ReadAsync(content, name, kind: SourceKind.Adobe, mapping: mapping)).Read.ShouldNotBeNull();
}
