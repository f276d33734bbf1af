using Activation.Sync.Ledger;

namespace Activation.Tests.Sync;

/// <summary>Parts of a range are the range: none is left out, none is in two.</summary>
public class ProfileRangeTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(50_000, 1)]
    [InlineData(50_001, 2)]
    [InlineData(625_000, 13)]
    [InlineData(3_000_000_000, 60_000)]
    public void Split_EqualPartsInOrder_CoverTheRange(long rows, int parts)
    {
        var range = ProfileRange.Of([3]);
        var split = range.Split(rows, atOnce: 50_000).ToList();

        split.Count.ShouldBe(parts);
        (split[0].First, split[^1].Last).ShouldBe((0x30000000u, 0x3fffffffu));
        split.Zip(split.Skip(1)).ShouldAllBe(p => p.First.Last + 1 == p.Second.First);
        split.Max(p => p.Last - p.First).ShouldBeLessThanOrEqualTo(split.Min(p => p.Last - p.First) + 1);
    }

    [Fact]
    public void Contains_AllShards_IsEveryId() =>
        ProfileRange.Of(LedgerStore.AllShards).Contains("pid").ShouldBe("pid BETWEEN '00000000-0000-0000-0000-000000000000'::UUID AND 'ffffffff-ffff-ffff-ffff-ffffffffffff'::UUID");
}
