using Activation.Destinations;
using Activation.Destinations.Adobe;

namespace Activation.Tests.Destinations.Adobe;

public sealed class ServiceNameTests
{
    [Fact]
    public void Of_Sync_IsItsOwnInAtMost64Characters()
    {
        var names = new[] { "gold", new string('s', 53), new string('s', 54), $"{new string('s', 63)}a", $"{new string('s', 63)}b" }.Select(s => ServiceName.Of(new SyncId(s))).ToList();

        names[..2].ShouldBe(["activation_gold", $"activation_{new string('s', 53)}"]);
        names[2..].ShouldAllBe(n => n.Length == 64);
        names.ShouldBeUnique();
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(128, 128)]
    [InlineData(200, 128)]
    public void LabelOf_Audience_HasAtMost128Characters(int length, int expected) =>
        ServiceName.LabelOf(new AudienceSpec(new SyncId("gold"), new string('n', length), "", "", null)).Length.ShouldBe(expected);
}
