using System.Text.Json;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.File;

namespace Activation.Tests.Destinations.File;

public sealed class FileCsvTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\r\nlines", "\"two\r\nlines\"")]
    [InlineData("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\"")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@a", "'@a")]
    [InlineData("\t=1", "'\t=1")]
    public void Cell_Text_IsQuotedAndDisarmed(string text, string cell) => FileCsv.Cell(text).ShouldBe(cell);

    [Fact]
    public void Write_Members_HasOneValueARowUnderAHeader()
    {
        var two = Member.Of("C-1", ("email", ["a", "b"]), ("externalId", ["C-1"]));
        var none = Member.Of("C-2");
        var batch = new DestinationBatch(new BatchId(new RunId("gold.1"), 1), 1, "gold", "Gold", BatchOperation.Remove, [two, none], DateTimeOffset.UnixEpoch);
        using var writer = new StringWriter();

        FileCsv.Write(writer, batch, FileType.Create().Identifiers);

        writer.ToString().ShouldBe(
            "operation,profileId,email,externalId\r\n"
            + $"remove,{two.Profile},{Member.Hash("a")},C-1\r\n"
            + $"remove,{two.Profile},{Member.Hash("b")},\r\n"
            + $"remove,{none.Profile},,\r\n");
    }

    [Fact]
    public void Write_ValuesAndTraits_StandBehindTheIdentifiersOnEveryRow()
    {
        var traits = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>("""{"tier":"=1+1","miles":-7,"hats":["a","b"],"vip":true}""").ShouldNotBeNull();
        var one = Member.Of("C-1", ("email", ["a", "b"])) with { Enrichment = new Enrichment(12.5, [.. traits]) };
        var other = Member.Of("C-2", ("email", ["c"])) with { Enrichment = new Enrichment(0, []) };
        var batch = new DestinationBatch(new BatchId(new RunId("gold.1"), 1), 1, "gold", "Gold", BatchOperation.Add, [one, other], DateTimeOffset.UnixEpoch);
        using var writer = new StringWriter();

        FileCsv.Write(writer, batch, FileType.Create().Identifiers);

        writer.ToString().ShouldBe(
            "operation,profileId,email,value,trait:hats,trait:miles,trait:tier,trait:vip\r\n"
            + $"add,{one.Profile},{Member.Hash("a")},12.5,\"[\"\"a\"\",\"\"b\"\"]\",-7,'=1+1,true\r\n"
            + $"add,{one.Profile},{Member.Hash("b")},12.5,\"[\"\"a\"\",\"\"b\"\"]\",-7,'=1+1,true\r\n"
            + $"add,{other.Profile},{Member.Hash("c")},0,,,,\r\n");
    }

    [Theory]
    [InlineData("Gold members", "Gold members")]
    [InlineData("a/b\\c?d#e", "a_b_c_d_e")]
    [InlineData("..", "__")]
    [InlineData("Überflieger 1", "Überflieger 1")]
    [InlineData("  ", "audience")]
    public void Segment_Name_IsOnePathSegment(string name, string segment) => FileName.Segment(name).ShouldBe(segment);
}
