using Activation.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Activation.Tests.Api;

public sealed class CallerTests
{
    private const string User = "7f0c3c1e-0d1a-4b8e-9b7a-2f6f5d3c1a11";

    [Theory]
    [InlineData(true, User, "user:" + User)]
    [InlineData(true, "somebody@example.com", "nightly-job")]
    [InlineData(false, User, "nightly-job")]
    public void Of_Principal_IsBelievedOnlyBehindThePlatformsSignIn(bool signIn, string principal, string expected)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers[Caller.PrincipalHeader] = principal;

        new Caller(Options.Create(new ApiOptions { Key = new string('k', 20), KeyName = "nightly-job", PlatformSignIn = signIn })).Of(context).ShouldBe(expected);
    }

    [Fact]
    public void Of_NoKey_IsLocal() => new Caller(Options.Create(new ApiOptions())).Of(new DefaultHttpContext()).ShouldBe("local");
}
