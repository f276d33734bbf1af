using System.Text;

namespace Activation.Tests.Import.Files;

public sealed class EncodingTests
{
    private const string Csv = "id,name\n1,Åre\n2,Łódź\n";

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16BE", false)]
    public async Task ReadAsync_UnicodeWithAndWithoutMark_IsReadAsItself(string name, bool mark)
    {
        var encoding = Encoding.GetEncoding(name);
        var bytes = (mark ? encoding.GetPreamble() : []).Concat(encoding.GetBytes(Csv)).ToArray();

        var read = (await TestFile.ReadAsync(bytes)).Read.ShouldNotBeNull();

        read.Rows.ShouldBe(["2: 1|Åre", "3: 2|Łódź"]);
        read.File.Header.ShouldBe(["id", "name"]);
        read.File.Format.Encoding.ShouldBe(name[..Math.Min(6, name.Length)]);
    }

    [Fact]
    public async Task ReadAsync_Windows1252_IsReadOnlyWhereDeclared()
    {
        byte[] bytes = [.. "id,name\n1,"u8, 0xC5, .. "re \n2,"u8, 0x80, 0x81, .. "\n"u8];

        (await TestFile.ReadAsync(bytes, encoding: "windows-1252")).Read.ShouldNotBeNull().Rows.ShouldBe(["2: 1|Åre ", "3: 2|€\u0081"]);
        (await TestFile.ReadAsync(bytes)).Read.ShouldNotBeNull().Rows[0].ShouldBe("2: 1|\uFFFDre ");
    }

    [Fact]
    public async Task ReadAsync_MarkAgainstTheDeclaredEncoding_TheMarkHolds()
    {
        var bytes = Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(Csv)).ToArray();

        (await TestFile.ReadAsync(bytes, encoding: "windows-1252")).Read.ShouldNotBeNull().Rows[0].ShouldBe("2: 1|Åre");
    }

    [Fact]
    public async Task ReadAsync_MixedEncodingsAndNulsInCells_DamageThoseCellsOnly()
    {
        byte[] bytes = [.. "id,name\n1,ok\n2,"u8, 0xC5, .. "re\n3,a"u8, 0, .. "b\n4,Åre, the last row of all, long enough\n"u8];

        (await TestFile.ReadAsync(bytes)).Read.ShouldNotBeNull().Rows[..3].ShouldBe(["2: 1|ok", "3: 2|\uFFFDre", "4: 3|a\0b"]);
    }
}
