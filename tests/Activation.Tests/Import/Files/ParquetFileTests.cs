namespace Activation.Tests.Import.Files;

public sealed class ParquetFileTests
{
    private const string Everything =
        """
        SELECT i AS id, 'Åre' AS city, 0.1::DOUBLE AS share, 1e-7::DOUBLE AS tiny, 'nan'::DOUBLE AS nan, 12.50::DECIMAL(10,2) AS amount,
          DATE '2024-01-31' AS born, TIMESTAMP '2024-01-31 10:11:12.5' AS seen, TIMESTAMPTZ '2024-01-31 10:11:12+02' AS bought, i % 2 = 0 AS active,
          ['a@x.org', 'b@y.org'] AS email, []::VARCHAR[] AS none, {'a': 1, 'it''s': {'b': 'z'}} AS s, [{'a': 1}] AS orders, MAP{'k': 1} AS m,
          'text'::BLOB AS bytes, '\xFF'::BLOB AS raw, NULL::INT AS nil
        FROM range(3) r(i)
        """;

    [Fact]
    public async Task ReadAsync_EveryType_IsTextThatTraitsAreInferredFrom()
    {
        var read = (await TestFile.ReadAsync(TestFile.Parquet(Everything))).Read.ShouldNotBeNull();

        read.File.Header.ShouldBe(["id", "city", "share", "tiny", "nan", "amount", "born", "seen", "bought", "active", "email", "none", "s.a", "s.it's.b", "bytes", "raw", "nil"]);
        read.Rows.Count.ShouldBe(3);
        read.Rows[1].ShouldBe("2: 1|Åre|0.1|0.0000001||12.50|2024-01-31|2024-01-31T10:11:12.500Z|2024-01-31T08:11:12.000Z|false|[\"a@x.org\",\"b@y.org\"]||1|z|text|\uFFFD|");
        read.File.LeftOut.Select(c => (c.Column, c.Reason)).ShouldBe([("orders", "nestedList"), ("m", "nestedList")]);
        read.File.Format.Kind.ShouldBe("parquet");
    }

    [Fact]
    public async Task ReadAsync_WholeNumbersInAColumnOfFloats_HaveNoDecimals() =>
        (await TestFile.ReadAsync(TestFile.Parquet("SELECT * FROM (VALUES (1001::DOUBLE), (NULL), (447911123456::DOUBLE), (2.50::DOUBLE)) t(id)"))).Read.ShouldNotBeNull().Rows
            .ShouldBe(["1: 1001", "2: ", "3: 447911123456", "4: 2.5"]);

    [Fact]
    public async Task ReadAsync_ManyRowGroups_StayInTheirOrder()
    {
        var read = (await TestFile.ReadAsync(TestFile.Gzip(TestFile.Parquet("SELECT i AS id FROM range(300000) r(i)")), "members.parquet.gz")).Read.ShouldNotBeNull();

        read.Rows.Count.ShouldBe(300_000);
        read.Rows[123_456].ShouldBe("123457: 123456");
        read.Rows[^1].ShouldBe("300000: 299999");
    }

    [Fact]
    public async Task ReadAsync_MoreThanTheLimit_FailsWhereItCrossesIt()
    {
        var read = (await TestFile.ReadAsync(TestFile.Parquet("SELECT repeat('x', 1000) AS id FROM range(10000)"), maxUnpackedBytes: 5_000_000)).Read.ShouldNotBeNull();

        read.Rows.Count.ShouldBe(5_000);
        read.File.Failure.ShouldNotBeNull().Code.ShouldBe("unpackedTooLarge");
    }

    [Fact]
    public async Task OpenAsync_CutFile_SaysSoAndLeavesNothingBehind()
    {
        var bytes = TestFile.Parquet("SELECT 1 AS id");

        (await TestFile.ReadAsync(bytes[..^20])).Failure.ShouldNotBeNull().Code.ShouldBe("damagedFile");
    }
}
