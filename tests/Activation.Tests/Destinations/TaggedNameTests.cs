using Activation.Destinations;

namespace Activation.Tests.Destinations;

public sealed class TaggedNameTests
{
    private static AudienceSpec Spec(string name, string marker = "[activation:gold:1]") => new(new SyncId("gold"), name, "", marker, null);

    [Fact]
    public void Of_Name_EndsInATagOfItsMarker()
    {
        // The first eight digits of SHA-256 of "[activation:gold:1]", computed with sha256sum.
        TaggedName.Of(Spec("Gold members"), 70).ShouldBe("Gold members [6af88016]");
        TaggedName.Of(Spec("Gold members", "[activation:gold:2]"), 70).ShouldNotBe(TaggedName.Of(Spec("Gold members"), 70));
    }

    [Fact]
    public void Of_LongName_IsCutBeforeTheTag()
    {
        var name = TaggedName.Of(Spec(new string('x', 100)), 70);

        name.Length.ShouldBe(70);
        name.ShouldEndWith("x [6af88016]");
    }

    [Fact]
    public void Of_CutInsideACharacter_LeavesItOut()
    {
        var name = TaggedName.Of(Spec(new string('x', 58) + "😀😀"), 70);

        name.ShouldBe($"{new string('x', 58)} [6af88016]");
    }
}
