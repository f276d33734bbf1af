namespace Activation.Tests;

public sealed class TextElementsTests
{
    private const string Family = "👨‍👩‍👧";
    private const string Flag = "🇨🇭";

    [Theory]
    [InlineData("abcd", 4, "abcd")]
    [InlineData("abcd", 3, "abc")]
    [InlineData("abc😀", 4, "abc")]
    [InlineData("abc😀", 5, "abc😀")]
    [InlineData("abc😀d", 5, "abc😀")]
    [InlineData("ab" + Family + "c", 9, "ab")]
    [InlineData("ab" + Family + "c", 10, "ab" + Family)]
    [InlineData("a" + Flag + Flag, 6, "a" + Flag)]
    [InlineData("cafe\u0301!", 4, "caf")]
    [InlineData("cafe\u0301!", 5, "cafe\u0301")]
    [InlineData("👍🏽b", 3, "👍")]
    public void Cut_Border_LeavesNoPartOfAnElementBehindAnother(string text, int maxLength, string cut) => TextElements.Cut(text, maxLength).ShouldBe(cut);

    [Fact]
    public void Cut_OneElementIsLongerThanAll_CutsNoCodePoint()
    {
        TextElements.Cut(Family, 4).ShouldBe("👨‍");
        TextElements.Cut("😀", 1).ShouldBe("");
        TextElements.Cut("e" + new string('\u0301', 10), 4).ShouldBe("e" + new string('\u0301', 3));
    }
}
