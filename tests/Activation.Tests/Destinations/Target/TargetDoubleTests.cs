using System.Text;
using Activation.Tests.Destinations.Adobe;

namespace Activation.Tests.Destinations.Target;

/// <summary>What Target refuses or drops, the stand-in refuses or drops.</summary>
public sealed class TargetDoubleTests : DoubleTests
{
    private const string Form = "application/x-www-form-urlencoded";

    private async Task<(int Status, bool IsTaken)> PostAsync(string body, string path = "m2/sandbox/v2/profile/batchUpdate", string token = "Bearer sandbox-token", string type = Form)
    {
        var reply = await SendAsync(HttpMethod.Post, $"target/{path}", Text(body, type), ("Authorization", token));
        return (reply.Status, Encoding.UTF8.GetString(reply.Body).Contains("<success>true</success>", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("thirdPartyId,activation_gold\n1,in")]
    [InlineData("batch=marketingCloudVisitorId,activation_gold\n1,in")]
    [InlineData("batch=pcId,activation_gold\n1,in")]
    [InlineData("batch=thirdPartyId\n1")]
    [InlineData("batch=thirdPartyId,activation_gold\n")]
    [InlineData("batch=thirdPartyId,activation_gold\n1,")]
    [InlineData("batch=thirdPartyId,activation_gold\n50% off,in")]
    public async Task Update_WrongFile_IsRefusedWhole(string body)
    {
        (await PostAsync(body)).ShouldBe((200, false));

        Sandbox.Platform.Audiences.ShouldBeEmpty();
    }

    [Fact]
    public async Task Update_OtherTypeClientOrToken_IsRefused()
    {
        const string good = "batch=thirdPartyId,activation_gold\n1,in\n2,in&3,in\n";

        (await PostAsync(good, type: "text/csv")).ShouldBe((200, false));
        (await PostAsync(good, token: "Bearer other")).Status.ShouldBe(401);
        (await PostAsync(good, path: "m2/other/v2/profile/batchUpdate")).Status.ShouldBe(404);
        (await PostAsync(good)).ShouldBe((200, true));

        Sandbox.Platform.Keys(Sandbox.Platform.Audiences.ShouldHaveSingleItem().Id).ShouldBe(["thirdPartyId:1", "thirdPartyId:2"]);
    }
}
