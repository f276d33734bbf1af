namespace Activation.Tests;

public sealed class ProfileIdTests
{
    [Fact]
    public void ToString_OfCustomer_ParsesBackAndShardIsFirstDigit()
    {
        var id = ProfileId.ForCustomer("C-1001");

        ProfileId.TryParse(id.ToString(), out var parsed).ShouldBeTrue();
        parsed.ShouldBe(id);
        id.ToString()[..1].ShouldBe(id.PartitionKey);
        id.PartitionKey.ShouldBe("0123456789abcdef".Substring(id.Shard, 1));
    }
}
