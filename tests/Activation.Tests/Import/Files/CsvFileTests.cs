using System.Text;
using Activation.Import.Files;

namespace Activation.Tests.Import.Files;

public sealed class CsvFileTests
{
    [Fact]
    public async Task ReadAsync_QuotesNewlinesAndBlankLines_GivesPhysicalLines()
    {
        var (rows, file) = await ReadAsync("\nid,text\n1,\"a\nb\"\n\n2,\"say \"\"hi\"\"\"\r\n  \n3,\n");

        rows.ShouldBe(["3: 1|a\nb", "6: 2|say \"hi\"", "8: 3|"]);
        file.Header.ShouldBe(["id", "text"]);
        file.Failure.ShouldBeNull();
    }

    [Fact]
    public async Task ReadAsync_RaggedRows_KeepTheirFieldCount()
    {
        var (rows, _) = await ReadAsync("a,b\n1\n1,2,3\n#,4\n");

        rows.ShouldBe(["2: 1", "3: 1|2|3", "4: #|4"]);
    }

    [Theory]
    [InlineData("id;mail,x;t\n1;2;3\n", ';')]
    [InlineData("id\tmail\n1\t2\n", '\t')]
    [InlineData("id|mail\n1|2\n", '|')]
    public async Task OpenAsync_OtherDelimiters_AreDetected(string csv, char delimiter)
    {
        var (_, file) = await ReadAsync(csv);

        file.Header.Count.ShouldBe(csv.Split('\n')[0].Count(c => c == delimiter) + 1);
    }

    [Theory]
    [InlineData("sep=;\r\nid;name, first\r\n1;x, y\r\n", ';')]
    [InlineData("\uFEFFsep=,\nid,a;b;c\n1,x\n", ',')]
    [InlineData("SEP=\t\nid\tname\n1\tx\n", '\t')]
    public async Task OpenAsync_LineThatNamesTheDelimiter_IsFollowedAndIsNotTheHeader(string csv, char delimiter)
    {
        var (rows, file) = await ReadAsync(csv);

        file.Header[0].ShouldBe("id");
        file.Header.Count.ShouldBe(2);
        file.Format.Delimiter.ShouldBe(delimiter.ToString());
        rows.ShouldHaveSingleItem().ShouldStartWith("3: 1|x");
    }

    [Fact]
    public async Task OpenAsync_HeaderThatBeginsLikeSuchALine_IsTheHeader() =>
        (await ReadAsync("sep=x,id\n1,2\n")).File.Header.ShouldBe(["sep=x", "id"]);

    [Fact]
    public async Task OpenAsync_CarriageReturnsOnly_AreLineEnds()
    {
        var (rows, _) = await ReadAsync("id,n\r1,a\r2,b\r");

        rows.ShouldBe(["2: 1|a", "3: 2|b"]);
    }

    [Fact]
    public async Task OpenAsync_ByteOrderMarks_AreNotPartOfTheHeader()
    {
        foreach (var encoding in new[] { Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            var bytes = encoding.GetPreamble().Concat(encoding.GetBytes("id,städ\n1,Åre\n")).ToArray();
            var (rows, file) = await ReadAsync(bytes);

            file.Header.ShouldBe(["id", "städ"]);
            rows.ShouldBe(["2: 1|Åre"]);
        }
    }

    [Theory]
    [InlineData("id,n\n1,x\n2,\"never closed\n3,y\n4,z\n", new[] { "2: 1|x", "3: !unclosedQuote", "4: 3|y", "5: 4|z" })]
    [InlineData("id,n\r\n2,\"never closed\r\n3,\"y\"\r\n", new[] { "2: !unclosedQuote", "3: 3|y" })]
    [InlineData("id,n\n2,\"never closed", new[] { "2: !unclosedQuote" })]
    [InlineData("id,n\n1,5\" pipe\n2,\"never closed\n", new[] { "2: 1|5\" pipe", "3: !unclosedQuote" })]
    [InlineData("id,n\r\n2,\"never closed\r\n", new[] { "2: !unclosedQuote" })]
    public async Task ReadAsync_QuoteNeverCloses_CostsItsRowAlone(string csv, string[] expected)
    {
        var (rows, file) = await ReadAsync(csv);

        rows.ShouldBe(expected);
        file.Failure.ShouldBeNull();
    }

    [Fact]
    public async Task ReadAsync_RowOfSixMillionCharacters_CostsItAlone()
    {
        var (rows, file) = await ReadAsync("id,n\n1,x\n2," + new string('y', 6_000_000) + "\n3,z\n4," + new string('y', 12_000_000) + "\r\n5,z\n");

        rows.ShouldBe(["2: 1|x", "3: !rowTooLarge", "4: 3|z", "5: !rowTooLarge", "6: 5|z"]);
        file.Failure.ShouldBeNull();
    }

    [Fact]
    public async Task ReadAsync_QuoteOpensBeforeSixMillionCharactersOfRows_CostsItsRowAlone()
    {
        var (rows, _) = await ReadAsync("id,n\n1,\"x\n" + string.Concat(Enumerable.Range(0, 6_000).Select(i => $"{i},{new string('z', 1000)}\n")));

        rows[0].ShouldBe("2: !unclosedQuote");
        rows.Count.ShouldBe(6_001);
        rows[^1].ShouldStartWith("6002: 5999|zzz");
    }

    [Fact]
    public async Task ReadAsync_QuoteNeverClosesInEveryRow_EndsTheFileAndDoesNotHang()
    {
        var (rows, file) = await ReadAsync("id,n\n" + string.Concat(Enumerable.Range(0, 501).Select(i => $"{i},\"a\"\"\n")));

        rows.Count.ShouldBeLessThan(502);
        (file.Failure?.Code ?? "unclosedQuote").ShouldBe("unclosedQuote");
    }

    [Theory]
    [InlineData(new byte[0], "emptyFile")]
    [InlineData(new byte[] { 10, 13, 10 }, "noHeader")]
    [InlineData(new byte[] { 0x50, 0x4B, 3, 4, 20 }, "damagedArchive")]
    [InlineData(new byte[] { 0x1F, 0x8B, 8, 0, 20 }, "damagedArchive")]
    [InlineData(new byte[] { 65, 44, 0, 66 }, "binaryFile")]
    [InlineData(new byte[] { 0x25, 0x50, 0x44, 0x46, 0x2D, 0x31 }, "binaryFile")]
    [InlineData(new byte[] { 0x50, 0x41, 0x52, 0x31, 0x2D, 0x31 }, "damagedFile")]
    public async Task OpenAsync_NoText_SaysWhy(byte[] content, string code)
    {
        var (_, failure) = await TestFile.ReadAsync(content);

        failure.ShouldNotBeNull().Code.ShouldBe(code);
    }

    private static Task<(List<string> Rows, IRecordFile File)> ReadAsync(string csv) => ReadAsync(Encoding.UTF8.GetBytes(csv));

    private static async Task<(List<string> Rows, IRecordFile File)> ReadAsync(byte[] csv)
    {
        var (read, failure) = await TestFile.ReadAsync(csv);
        failure.ShouldBeNull();
        return (read.ShouldNotBeNull().Rows, read.File);
    }
}
