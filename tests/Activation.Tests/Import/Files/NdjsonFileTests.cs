namespace Activation.Tests.Import.Files;

public sealed class NdjsonFileTests
{
    [Fact]
    public async Task ReadAsync_ObjectsOfManyShapes_AreRowsOfText()
    {
        var (rows, header) = await ReadAsync(
            """
            {"id":1,"email":["a@x.org","b@y.org"],"tier":"Gold","address":{"city":"Åre","geo":{"lat":63.4}}}
            {"tier":null,"id":2,"active":true,"score":1e-7,"email":[]}

            {"id":"3","tier":"a \"quoted\"\nline \u00e5"}
            """);

        header.ShouldBe(["id", "email", "tier", "address.city", "address.geo.lat", "active", "score"]);
        rows.ShouldBe(
        [
            """1: 1|["a@x.org","b@y.org"]|Gold|Åre|63.4||""",
            "2: 2|||||true|0.0000001",
            "4: 3||a \"quoted\"\nline å||||",
        ]);
    }

    [Fact]
    public async Task ReadAsync_KeyTwiceAndWholeNumbers_TheLastHoldsWithoutDecimals() =>
        (await TestFile.ReadAsync(TestFile.Bytes("{\"id\":1,\"id\":1001.0,\"x\":{\"y\":1.50},\"x.y\":2}\n"))).Read.ShouldNotBeNull().Rows.ShouldBe(["1: 1001|2"]);

    [Fact]
    public async Task ReadAsync_LinesThatAreNoObject_AreRejectedByLine()
    {
        byte[] bytes = [.. "{\"id\":1}\n{\"id\":\n[1]\n{\"id\":2} {\"id\":3}\n{\"id\":\""u8, 0xFF, .. "\"}\n{\"id\":\"\\ud800\"}\n{\"id\":4}"u8];

        (await TestFile.ReadAsync(bytes)).Read.ShouldNotBeNull().Rows.ShouldBe(
            ["1: 1", "2: !malformedJson", "3: !malformedJson", "4: !malformedJson", "5: !invalidEncoding", "6: !invalidEncoding", "7: 4"]);
    }

    [Fact]
    public async Task ReadAsync_KeysAfterTheFirstRows_AreReportedUnlessMapped()
    {
        var text = string.Concat(Enumerable.Range(0, 1500).Select(i => i < 1200 ? $"{{\"id\":{i}}}\n" : $"{{\"id\":{i},\"late\":1,\"Wanted\":2,\"wanted\":3}}\n"));

        var read = (await TestFile.ReadAsync(TestFile.Bytes(text), mapped: ["wanted", "ID"])).Read.ShouldNotBeNull();

        read.File.Header.ShouldBe(["id", "wanted"]);
        read.Rows[0].ShouldBe("1: 0|");
        read.Rows[^1].ShouldBe("1500: 1499|3");
        read.File.LeftOut.Select(c => (c.Column, c.Reason, c.Filled)).ShouldBe([("late", "lateColumn", 300), ("Wanted", "lateColumn", 300)]);
    }

    [Fact]
    public async Task ReadAsync_LateKeyThatIsAnAddress_IsReportedWithoutIt()
    {
        var text = string.Concat(Enumerable.Range(0, 1001).Select(i => $"{{\"id\":{i}}}\n")) + "{\"id\":1,\"ada@example.com\":1}\n";

        (await TestFile.ReadAsync(TestFile.Bytes(text))).Read.ShouldNotBeNull().File.LeftOut.Select(c => (c.Column, c.Reason)).ShouldBe([("", "lateColumn")]);
    }

    [Fact]
    public async Task ReadAsync_ListOfObjects_IsLeftOutAndReported()
    {
        var read = (await TestFile.ReadAsync(TestFile.Bytes("""{"id":1,"orders":[{"sku":"a"},{"sku":"b"}]}"""))).Read.ShouldNotBeNull();

        read.Rows.ShouldBe(["1: 1"]);
        read.File.LeftOut.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            c => (c.Column, c.Target, c.Reason).ShouldBe(("orders", "ignored", "nestedList")), c => (c.Filled, c.Rejected).ShouldBe((1, 1)));
    }

    [Fact]
    public async Task ReadAsync_LineOfSixMegabytes_CostsItAlone()
    {
        var (rows, _) = await ReadAsync("{\"id\":1}\n{\"id\":\"" + new string('x', 6_000_000) + "\"}\n{\"id\":\"" + new string('x', 16_000_000) + "\"}\n{\"id\":4}\n");

        rows.ShouldBe(["1: 1", "2: !rowTooLarge", "3: !rowTooLarge", "4: 4"]);
    }

    [Fact]
    public async Task ReadAsync_ListAroundOneObjectALine_IsReadAlike()
    {
        var (rows, _) = await ReadAsync("[\n  {\"id\":1},\r\n  {\"id\":2}\n]\n");

        rows.ShouldBe(["2: 1", "3: 2"]);
    }

    [Theory]
    [InlineData("[{\"id\":1},{\"id\":2}]", "members")]
    [InlineData("{\n\"id\": 1\n}", "members.json")]
    [InlineData("not json", "members.ndjson")]
    public async Task OpenAsync_NoObjectInAnyLine_SaysWhy(string text, string name) =>
        (await TestFile.ReadAsync(TestFile.Bytes(text), name)).Failure.ShouldNotBeNull().Code.ShouldBe("notNdjson");

    [Fact]
    public async Task ReadAsync_Utf16AndGzip_AreReadLikeText()
    {
        byte[] utf16 = [0xFF, 0xFE, .. System.Text.Encoding.Unicode.GetBytes("{\"id\":\"Å\"}\n")];

        (await TestFile.ReadAsync(TestFile.Gzip(utf16))).Read.ShouldNotBeNull().Rows.ShouldBe(["1: Å"]);
        (await TestFile.ReadAsync([0xEF, 0xBB, 0xBF, .. "{\"id\":1}"u8])).Read.ShouldNotBeNull().Rows.ShouldBe(["1: 1"]);
    }

    private static async Task<(List<string> Rows, IReadOnlyList<string> Header)> ReadAsync(string text)
    {
        var (read, failure) = await TestFile.ReadAsync(TestFile.Bytes(text));
        failure.ShouldBeNull();
        var result = read.ShouldNotBeNull();
        return (result.Rows, result.File.Header);
    }
}
