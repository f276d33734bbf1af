using Activation.Import.Rows;

namespace Activation.Tests.Import.Rows;

public sealed class ConsentTextTests
{
    [Theory]
    [InlineData("yes", true)]
    [InlineData("Y", true)]
    [InlineData("TRUE", true)]
    [InlineData("1", true)]
    [InlineData("granted", true)]
    [InlineData("opt-in", true)]
    [InlineData("Opted In", true)]
    [InlineData("no", false)]
    [InlineData("N", false)]
    [InlineData("false", false)]
    [InlineData("0", false)]
    [InlineData("Denied", false)]
    [InlineData("opt_out", false)]
    [InlineData("opted-out", false)]
    [InlineData("maybe", null)]
    [InlineData("2", null)]
    [InlineData("yes and no and more", null)]
    public void Parse_Cell_IsGrantedDeniedOrUnreadable(string cell, bool? granted) => ConsentText.Parse(cell).ShouldBe(granted);
}
