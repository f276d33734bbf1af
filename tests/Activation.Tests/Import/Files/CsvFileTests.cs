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
    [InlineData("id,n\n1,x\n2,\"never closed\n3,y\n4,z\n", "unclosedQuote", 1)]
    [InlineData("id,n\n2,\"never closed", "unclosedQuote", 0)]
    public async Task ReadAsync_QuoteNeverCloses_FailsAtItsLineAfterTheRowsBefore(string csv, string code, int rowsBefore)
    {
        var (rows, file) = await ReadAsync(csv);

        rows.Count.ShouldBe(rowsBefore);
        file.Failure.ShouldNotBeNull().Code.ShouldBe(code);
        file.Failure.Message.ShouldContain($"line {rowsBefore + 2}");
        file.Failure.Message.ShouldNotContain("never closed\n");
    }

    [Fact]
    public async Task ReadAsync_RowOfSixMillionCharacters_FailsClearly()
    {
        var (rows, file) = await ReadAsync("id,n\n1,x\n2," + new string('y', 6_000_000) + "\n3,z\n");

        rows.Count.ShouldBe(1);
        file.Failure.ShouldNotBeNull().Code.ShouldBe("rowTooLarge");
    }

    [Theory]
    [InlineData(new byte[0], "emptyFile")]
    [InlineData(new byte[] { 10, 13, 10 }, "noHeader")]
    [InlineData(new byte[] { 0x50, 0x4B, 3, 4, 20 }, "binaryFile")]
    [InlineData(new byte[] { 65, 44, 0, 66 }, "binaryFile")]
    public async Task OpenAsync_NoText_SaysWhy(byte[] content, string code)
    {
        var (file, failure) = await CsvFile.OpenAsync(new MemoryStream(content), CancellationToken.None);

        file.ShouldBeNull();
        failure.ShouldNotBeNull().Code.ShouldBe(code);
    }

    private static Task<(List<string> Rows, CsvFile File)> ReadAsync(string csv) => ReadAsync(Encoding.UTF8.GetBytes(csv));

    private static async Task<(List<string> Rows, CsvFile File)> ReadAsync(byte[] csv)
    {
        var (file, failure) = await CsvFile.OpenAsync(new MemoryStream(csv), CancellationToken.None);
        failure.ShouldBeNull();
        var opened = file.ShouldNotBeNull();
        var rows = new List<string>();
        while (await opened.ReadAsync(CancellationToken.None))
        {
            rows.Add($"{opened.Line}: {string.Join('|', BufferedRecord.Of(opened).Fields)}");
        }

        return (rows, opened);
    }
}
