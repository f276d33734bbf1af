using System.Text;

namespace Activation.Tests.Segments;

/// <summary>Profiles with rows of several sources.</summary>
public sealed class MergedMembersTests : IDisposable
{
    private static readonly Guid Profile = Guid.Parse("00000000-0000-0000-0000-00000000000a");
    private static readonly Guid CrmDigest = Guid.Parse("11111111-2222-3333-4444-555555555555");
    private static readonly Guid WebDigest = Guid.Parse("aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee");
    private static readonly DateTime Monday = new(2026, 11, 16, 0, 0, 0, DateTimeKind.Utc);

    private readonly SnapshotTable table = new(Rules.Schema);

    public void Dispose() => table.Dispose();

    [Fact]
    public void Members_SeveralRows_UnitesMasksAndDigestsInTheOrderOfSources()
    {
        Add("web", Monday, WebDigest, mask: 4);
        Add("crm", Monday, CrmDigest, mask: 1);

        var member = table.Members("""{"all": [{"has": "email"}, {"has": "phone"}]}""", "web", "crm").ShouldHaveSingleItem();

        member.ShouldBe((Profile, Md5($"{CrmDigest}{WebDigest}"), 5L));
    }

    [Fact]
    public void Members_OneRowAmongSeveralSources_KeepsItsOwnDigest()
    {
        Add("web", Monday, WebDigest, mask: 1);

        table.Members("""{"has": "email"}""", "web", "crm").ShouldHaveSingleItem().Digest.ShouldBe(WebDigest);
    }

    [Theory]
    [InlineData(0, 1, "web")]
    [InlineData(1, 0, "crm")]
    [InlineData(0, 0, "crm")]
    public void Members_TraitOfTwoSources_IsTheNewestElseOfTheFirstName(int crmDay, int webDay, string winner)
    {
        Add("web", Monday.AddDays(webDay), WebDigest, values: [("tier", "web")]);
        Add("crm", Monday.AddDays(crmDay), CrmDigest, values: [("tier", "crm")]);

        Tier(winner).ShouldBe(1);
        Tier(winner == "crm" ? "web" : "crm").ShouldBe(0);
    }

    [Fact]
    public void Members_TraitWithItsOwnTime_CountsByThat()
    {
        Add("web", Monday.AddDays(3), WebDigest, values: [("tier", "web")], observed: [("tier", Monday.AddDays(-1))]);
        Add("crm", Monday, CrmDigest, values: [("tier", "crm")]);

        Tier("crm").ShouldBe(1);
    }

    [Fact]
    public void Members_NewestRowWithoutTheTrait_IsPassedOver()
    {
        Add("web", Monday.AddDays(3), WebDigest);
        Add("crm", Monday, CrmDigest, values: [("tier", "crm"), ("city", "Oslo")]);

        Tier("crm").ShouldBe(1);
        table.Members("""{"trait": "city", "op": "eq", "value": "Oslo"}""", "crm", "web").Count.ShouldBe(1);
        table.Members("""{"trait": "tier", "op": "notExists"}""", "crm", "web").ShouldBeEmpty();
    }

    [Fact]
    public void Members_Query_WorksAsSubqueryAndInsert()
    {
        Add("web", Monday, WebDigest, mask: 1);
        foreach (var sources in new[] { new[] { "web" }, ["web", "crm"] })
        {
            var query = Activation.Segments.SegmentQueryBuilder.Compile(Rules.Parse("""{"has": "email"}"""), Rules.Context(sources)).Members;
            table.Session.Execute("CREATE OR REPLACE TABLE kept (pid UUID, ids_digest UUID, ids_mask BIGINT)");

            table.Session.ScalarInt64($"SELECT count(*) FROM ({query.Text})", query.Parameters).ShouldBe(1);
            table.Session.Execute($"INSERT INTO kept {query.Text}", query.Parameters).ShouldBe(1);
        }
    }

    private int Tier(string value) => table.Members($$"""{"trait": "tier", "op": "eq", "value": "{{value}}"}""", "crm", "web").Count;

    private void Add(string source, DateTime at, Guid digest, long mask = 0, (string Name, object Value)[]? values = null, (string Name, DateTime At)[]? observed = null) =>
        table.Add(Profile, source, at, digest, mask, (values ?? []).ToDictionary(v => v.Name, v => v.Value), (observed ?? []).ToDictionary(o => o.Name, o => o.At));

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5351", Justification = "The digest tells rows apart; nothing is protected by it.")]
    private static Guid Md5(string text) => new(System.Security.Cryptography.MD5.HashData(Encoding.ASCII.GetBytes(text)), bigEndian: true);
}
