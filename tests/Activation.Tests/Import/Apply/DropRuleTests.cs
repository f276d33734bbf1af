using Activation.Import.Apply;

namespace Activation.Tests.Import.Apply;

public sealed class DropRuleTests
{
    [Theory]
    [InlineData(0, 0, null, 0, false)]
    [InlineData(5, 1, null, 0, false)]
    [InlineData(5, 2, null, 0, true)]
    [InlineData(80, 80, null, 0, true)]
    [InlineData(80, 80, 1d, 0, false)]
    [InlineData(101, 20, null, 0, false)]
    [InlineData(101, 21, null, 0, true)]
    [InlineData(1000, 200, null, 0, false)]
    [InlineData(1000, 201, null, 0, true)]
    [InlineData(1000, 201, 0.5, 0, false)]
    [InlineData(1000, 1, 0d, 0, true)]
    [InlineData(1000, 0, 0d, 0, false)]
    [InlineData(1000, 900, null, 900, false)]
    [InlineData(1000, 901, null, 900, true)]
    public void Holds_ShareOfKnown_OverTheLimitAndTheApproval(long known, long wouldDrop, double? share, long approved, bool holds) =>
        DropRule.Holds(known, wouldDrop, share, approved).ShouldBe(holds);
}
