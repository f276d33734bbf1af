using Activation.Import;

namespace Activation.Tests.Import;

public sealed class DeploymentKeyOptionsTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not base64!")]
    [InlineData("c2hvcnQ=")]
    public void Decode_MissingOrWeakKey_IsNull(string? key) => new DeploymentKeyOptions { DeploymentKey = key }.Decode().ShouldBeNull();

    [Fact]
    public void Decode_ThirtyTwoBytes_AreTheKey() =>
        new DeploymentKeyOptions { DeploymentKey = Convert.ToBase64String(new byte[32]) }.Decode().ShouldNotBeNull().Length.ShouldBe(32);
}
