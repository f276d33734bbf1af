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
        var counts = new PreviewCounts();
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
        var counts = new PreviewCounts();

        counts.Add(table.Session, SegmentQueryBuilder.Compile(Rules.Parse("""{"has": "email"}"""), Rules.Context("crm", "web")).Members, CancellationToken.None);

        counts.Count.ShouldBe(0);
        counts.Sample.ShouldBeEmpty();
    }

    [Fact]
    public void Add_Cancelled_StopsTheQuery()
    {
        using var table = new SnapshotTable(Rules.Schema);
        var endless = new SqlQuery("SELECT uuid() AS pid, range AS ids_mask FROM range(1000000000000)", []);
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        Should.Throw<OperationCanceledException>(() => new PreviewCounts().Add(table.Session, endless, soon.Token));
        Should.Throw<OperationCanceledException>(() => new PreviewCounts().Add(table.Session, endless, new CancellationToken(canceled: true)));
    }
}
