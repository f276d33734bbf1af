using Activation.Profiles;
using Activation.Segments;

namespace Activation.Tests.Segments;

public sealed class PreviewCountsTests
{
    [Fact]
    public void Add_TwoRanges_SumsAndKeepsTheLowestTen()
    {
        var email = Identifiers.MaskOf(Identifiers.Email) & -Identifiers.MaskOf(Identifiers.Email);
        var phone = Identifiers.MaskOf(Identifiers.Phone);
        var members = SegmentQueryBuilder.Compile(Rules.Parse("""{"trait": "tier", "op": "eq", "value": "Gold"}"""), Rules.Context()).Members;
        var counts = new PreviewCounts([]);
        var ids = new List<Guid>();
        for (var range = 0; range < 2; range++)
        {
            using var table = new SnapshotTable(Rules.Schema);
            ids.AddRange(Enumerable.Range(0, 7).Select(i => table.Add("tier", "Gold", i < 3 ? email : i < 5 ? email | phone : 0)));
            table.Add("tier", "Silver", phone);
            counts.Add(table.Session, members, CancellationToken.None);
        }

        counts.Count.ShouldBe(14);
        counts.WithIdentifier[Identifiers.Email].ShouldBe(10);
        counts.WithIdentifier[Identifiers.Phone].ShouldBe(4);
        counts.WithIdentifier[Identifiers.Ecid].ShouldBe(0);
        counts.WithIdentifier.Keys.ShouldBe(Identifiers.Names, ignoreOrder: true);
        counts.Sample.ShouldBe(ids.Select(id => id.ToString("N")).Order(StringComparer.Ordinal).Take(10));
    }

    [Fact]
    public void Add_NoMembers_CountsNothing()
    {
        using var table = new SnapshotTable(Rules.Schema);
        var counts = new PreviewCounts([]);

        counts.Add(table.Session, SegmentQueryBuilder.Compile(Rules.Parse("""{"has": "email"}"""), Rules.Context("crm", "web")).Members, CancellationToken.None);

        counts.Count.ShouldBe(0);
        counts.Sample.ShouldBeEmpty();
    }

    [Fact]
    public void Add_Cancelled_StopsTheQuery()
    {
        using var table = new SnapshotTable(Rules.Schema);
        var endless = new SqlQuery("SELECT uuid() AS pid, range % 8 AS ids_mask FROM range(1000000000000)", []);
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        Should.Throw<OperationCanceledException>(() => new PreviewCounts([]).Add(table.Session, endless, soon.Token));
        Should.Throw<OperationCanceledException>(() => new PreviewCounts([]).Add(table.Session, endless, new CancellationToken(canceled: true)));
    }

    [Theory]
    [InlineData("crm")]
    [InlineData("crm", "web")]
    public void Add_WithOthers_CountsEveryRegion(params string[] sources)
    {
        using var table = new SnapshotTable(Rules.Schema);
        string[] rules = ["""{"trait": "ltv", "op": "lt", "value": 40}""", """{"trait": "ltv", "op": "gte", "value": 30}""", """{"trait": "ltv", "op": "in", "value": [0, 35, 60, 70]}"""];
        var lowest = Enumerable.Range(0, 100).Select(i => (Value: i, Id: table.Add("ltv", (double)i))).Where(p => p.Value < 40).Select(p => p.Id.ToString("N")).Order(StringComparer.Ordinal).Take(10).ToList();
        var counts = new PreviewCounts(["rich", "picked"]);

        counts.Add(table.Session, SegmentQueryBuilder.CompileAll([.. rules.Select(Rules.Parse)], Rules.Context(sources)).Members, CancellationToken.None);

        counts.Count.ShouldBe(40);
        counts.Sample.ShouldBe(lowest);
        var overlap = counts.Overlap.ShouldNotBeNull();
        overlap.Segments.ShouldBe(new Dictionary<string, long> { ["rich"] = 70, ["picked"] = 4 }, ignoreOrder: true);
        overlap.Regions.Select(r => $"{r.Rule} {string.Join('+', r.Segments)} {r.Count}").ShouldBe(
            ["True  29", "False rich 58", "True rich 9", "False picked 0", "True picked 1", "False rich+picked 2", "True rich+picked 1"]);
    }

    [Fact]
    public void Reach_OfMembers_IsWhatPlatformsCouldMatch()
    {
        using var table = new SnapshotTable(Rules.Schema);
        table.Add("ltv", 1d, Identifiers.MaskOf(Identifiers.Email));
        table.Add("ltv", 1d, Identifiers.MaskOf(Identifiers.FirstName));
        var counts = new PreviewCounts([]);

        counts.Add(table.Session, SegmentQueryBuilder.Compile(Rules.Parse("""{"trait": "ltv", "op": "exists"}"""), Rules.Context()).Members, CancellationToken.None);

        counts.Reach([Activation.Destinations.Meta.MetaType.Create()]).ShouldBe(new Dictionary<string, long> { ["meta"] = 1 });
    }
}
