using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Sync.Ledger;

namespace Activation.Tests.Delivery;

public sealed class PayloadTests
{
    private const string Hash = "973dfe463ec85785f5f95af5ba3906eedb2d931c24e69824a89ea65dba4e813b";

    public static TheoryData<string> Values => [Hash, "AB12", "ab1", "ab", "", "+14155550101", "zoë@例え.jp", new string('a', 300), "it\"s"];

    [Theory]
    [MemberData(nameof(Values))]
    public void Rows_AnyValue_IsWhatWasWritten(string value) =>
        Read([Member(1, ("email", [value, Hash]))]).ShouldHaveSingleItem()["email"].ShouldBe([value, Hash]);

    [Fact]
    public void Rows_ManyMembers_AreInOrderWithTheirIdentifiersInTheirs()
    {
        BatchMember[] members =
        [
            Member(1, ("phone", ["+1"]), ("email", [Hash])),
            Member(2, ("email", [Hash, "second"])),
            Member(3),
            .. Enumerable.Range(4, 500).Select(i => Member(i, ("externalId", [$"M{i}"]))),
        ];

        var rows = Read(members);

        rows.Count.ShouldBe(members.Length);
        for (var i = 0; i < rows.Count; i++)
        {
            rows[i].Profile.ShouldBe(members[i].Row.Profile);
            rows[i].Values.Select(v => (v.Key, string.Join('|', v.Value))).ShouldBe(members[i].Row.Values.Select(v => (v.Key, string.Join('|', v.Value))));
            rows[i].Digest().ShouldBe(members[i].Row.Digest());
        }
    }

    [Fact]
    public void Rows_WithWhatIsSentAlong_HaveItBack()
    {
        var member = Member(1, ("email", [Hash]));
        var sent = new Enrichment(9.5, [KeyValuePair.Create("tier", JsonElement.Parse("\"Gold\"")), KeyValuePair.Create("vip", JsonElement.Parse("true"))]) { Consents = ["ad_user_data"] };

        var row = Read([member with { Row = member.Row with { Enrichment = sent } }, Member(2)])[0];

        row.Enrichment.Value.ShouldBe(9.5);
        row.Enrichment.Traits.Select(t => $"{t.Key}={t.Value.GetRawText()}").ShouldBe(["tier=\"Gold\"", "vip=true"]);
        row.Enrichment.Consents.ShouldBe(["ad_user_data"]);
    }

    [Fact]
    public void Places_AreThoseOfTheMembers()
    {
        BatchMember[] members = [Member(1, ("email", [Hash])), Member(2) with { Place = Place(2, LedgerState.Resend) }, Member(3) with { Place = Place(3, LedgerState.Gone) }];

        PayloadReader.Places(Write(members)).ShouldBe(members.Select(m => m.Place));
    }

    [Fact]
    public void Rows_NoMember_AreEmpty() => Read([]).ShouldBeEmpty();

    [Fact]
    public void Rows_CutOffAnywhere_AreRefused()
    {
        var whole = Write([Member(1, ("email", [Hash]), ("phone", ["+1"])), Member(2, ("email", ["x"]))]).ToArray();

        for (var length = 0; length < whole.Length; length++)
        {
            var part = whole[..length];
            Should.Throw<InvalidDataException>(() => PayloadReader.Rows(part), $"{length} bytes");
        }

        PayloadReader.Rows(whole).Count.ShouldBe(2);
    }

    [Fact]
    public void Rows_OfALaterVersion_AreRefused()
    {
        var content = Write([Member(1)]).ToArray();
        content[0]++;

        Should.Throw<InvalidDataException>(() => PayloadReader.Rows(content)).Message.ShouldContain("later version");
    }

    [Fact]
    public async Task JsonLines_OfAnEarlierVersion_AreStillRead()
    {
        const string Lines = """
            {"p":"0123456789abcdef0123456789abcdef","r":"fedcba9876543210fedcba9876543210","s":2,"v":{"email":["one","two"],"+":{"value":3,"traits":{"tier":"Gold"}}}}
            {"p":"1123456789abcdef0123456789abcdef","r":"edcba9876543210fedcba9876543210f","s":9,"v":{"phone":["+1"]}}

            """;

        var rows = await JsonLinesPayload.ReadRowsAsync(Zipped(Lines), "x.jsonl.gz", CancellationToken.None);
        var places = await JsonLinesPayload.ReadPlacesAsync(Zipped(Lines), "x.jsonl.gz", CancellationToken.None);

        rows.Select(r => (r.Profile.ToString(), string.Join(',', r.Values.Select(v => v.Key)))).ShouldBe([("0123456789abcdef0123456789abcdef", "email"), ("1123456789abcdef0123456789abcdef", "phone")]);
        rows[0]["email"].ShouldBe(["one", "two"]);
        rows[0].Enrichment.Value.ShouldBe(3);
        places.Select(p => (p.Profile.ToString(), p.LedgerRow.ToString("N"), p.Prior)).ShouldBe(
        [
            ("0123456789abcdef0123456789abcdef", "fedcba9876543210fedcba9876543210", LedgerState.Resend),
            ("1123456789abcdef0123456789abcdef", "edcba9876543210fedcba9876543210f", LedgerState.Gone),
        ]);
    }

    [Theory]
    [InlineData("gold.1/000001-abc.rows", true)]
    [InlineData("gold.1/000001-abc.jsonl.gz", true)]
    [InlineData("gold.1/abc.plan.json", false)]
    [InlineData("gold.1/000001.rejected.json", false)]
    public void IsPayload_ByName(string name, bool isPayload) => BatchPayloads.IsPayload(name).ShouldBe(isPayload);

    private static ReadOnlySpan<byte> Write(IReadOnlyList<BatchMember> members)
    {
        var writer = new PayloadWriter();
        writer.Add(Member(9, ("phone", ["of another batch"])));
        writer.Finish();
        writer.Clear();
        foreach (var member in members)
        {
            writer.Add(member);
        }

        writer.Count.ShouldBe(members.Count);
        return writer.Finish().Span;
    }

    private static IReadOnlyList<MemberRow> Read(IReadOnlyList<BatchMember> members) => PayloadReader.Rows(Write(members));

    private static BatchMember Member(int number, params (string Name, string[] Values)[] identifiers) =>
        new(new MemberRow(Profile(number), [.. identifiers.Select(i => new KeyValuePair<string, IReadOnlyList<string>>(i.Name, i.Values))]), Place(number, LedgerState.Confirmed));

    private static BatchPlace Place(int number, LedgerState prior) => new(Profile(number), ProfileId.ForCustomer($"row {number}").Value, prior);

    private static ProfileId Profile(int number) => ProfileId.ForCustomer($"{number}");

    private static MemoryStream Zipped(string text)
    {
        var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        buffer.Position = 0;
        return buffer;
    }
}
