using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.Meta;
using Activation.Sync.Ledger;
using Activation.Sync.Planning;
using Activation.Tests.Destinations;

namespace Activation.Tests.Sync;

public sealed class FullSetTests
{
    private static readonly DestinationType Meta = MetaType.Create();

    private static readonly MemberRow Known = Member.Of("a", ("email", ["a"]), ("externalId", ["A"]));
    private static readonly MemberRow Unknown = Member.Of("b", ("email", ["b", "c"]));
    private static readonly MemberRow OnlyId = Member.Of("d", ("externalId", ["D"]));

    private static List<BatchMember>[] Groups(params IReadOnlyList<MemberRow> rows) =>
        [.. rows.GroupBy(Meta.GroupOf).Select(g => g.Select(r => new BatchMember(r, new BatchPlace(r.Profile, r.Digest(), LedgerState.Confirmed))).ToList())];

    [Fact]
    public void Of_SomeHaveAnExternalId_AreTogetherWithoutIt()
    {
        var together = FullSet.Of(Meta, Groups(Known, Unknown)).ShouldNotBeNull();

        together.Select(m => m.Place.LedgerRow).ShouldBe([Known.Digest(), Unknown.Digest()]);
        var rows = MetaRows.Of([.. together.Select(m => m.Row)]);
        rows.Schema.ShouldBe(["EMAIL"]);
        rows.Data.SelectMany(r => r).ShouldBe([.. Known["email"], .. Unknown["email"]]);
    }

    [Fact]
    public void Of_OneIsFoundByTheExternalIdAlone_StayAsTheyAre() => FullSet.Of(Meta, Groups(Known, Unknown, OnlyId)).ShouldBeNull();

    [Fact]
    public void Of_AllHaveTheSame_StayAsTheyAre()
    {
        FullSet.Of(Meta, Groups(Known)).ShouldBeNull();
        FullSet.Of(Meta, Groups(Unknown)).ShouldBeNull();
    }

    [Fact]
    public void Of_MoreRowsThanACallTakes_StayAsTheyAre()
    {
        FullSet.Of(Meta with { MaxBatch = 3 }, Groups(Known, Unknown)).ShouldNotBeNull();
        FullSet.Of(Meta with { MaxBatch = 2 }, Groups(Known, Unknown)).ShouldBeNull();
    }

    [Fact]
    public void Of_PlatformReplacesNothing_StayAsTheyAre() => FullSet.Of(Meta with { ReplacesSmallAudiences = false }, Groups(Known, Unknown)).ShouldBeNull();
}
