using Activation.Tests.Destinations.Adobe;

namespace Activation.Tests.Destinations.AdobeDcs;

/// <summary>What Audience Manager refuses, the stand-in refuses.</summary>
public sealed class DcsDoubleTests : DoubleTests
{
    private const string Good = "d_rtbd=json&d_orgid=5DC5123F5245B1D20A490D46%40AdobeOrg&c_activation_in=gold";

    private async Task<int?> ErrorOfAsync(string body, string host = "sandbox.demdex.net")
    {
        var answer = Json(await SendAsync(HttpMethod.Post, "adobedcs/event", Text(body, "application/x-www-form-urlencoded"), ("Host", host)));
        return answer.TryGetProperty("errors", out var errors) ? errors[0].GetProperty("code").GetInt32() : answer.TryGetProperty("uuid", out _) ? 0 : null;
    }

    /// <remarks>The wrong IDFA is the example of https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/api-and-sdk-code/dcs/dcs-api-reference/dcs-error-codes</remarks>
    [Theory]
    [InlineData("d_cid=20915%01a53cc5a2-6aa1-4210-8ded-a88b29b6212z", 312)]
    [InlineData("d_cid=20915%01aebe52e7-03ee-455a-b3c4-e57283966239", 312)]
    [InlineData("d_cid=20914%01E4FE9BDE-CAA0-47B6-908D-FFBA3FA184F2", 312)]
    [InlineData("d_cid=12345%01JOHN", 300)]
    [InlineData("d_cid=12345", 300)]
    [InlineData("d_cid=999%011", 302)]
    [InlineData("d_mid=123", 101)]
    [InlineData("d_site=%esid!", 311)]
    [InlineData("d_cid=20914%01e4fe9bde-caa0-47b6-908d-ffba3fa184f2&d_cid=20914%01e4fe9bde-caa0-47b6-908d-ffba3fa184f3&d_cid=20914%01e4fe9bde-caa0-47b6-908d-ffba3fa184f4&d_cid=20914%01e4fe9bde-caa0-47b6-908d-ffba3fa184f5", 310)]
    [InlineData("d_cid=20914%01e4fe9bde-caa0-47b6-908d-ffba3fa184f2", 0)]
    public async Task Event_Visitor_IsCheckedAsDocumented(string visitor, int error)
    {
        (await ErrorOfAsync($"{Good}&{visitor}")).ShouldBe(error);

        Sandbox.Platform.Audiences.Count.ShouldBe(error == 0 ? 1 : 0);
    }

    [Fact]
    public async Task Event_OtherHostOrOrganization_IsRefused()
    {
        (await ErrorOfAsync(Good, "other.demdex.net")).ShouldBe(1);
        (await ErrorOfAsync(Good.Replace("5DC", "6DC", StringComparison.Ordinal))).ShouldBe(2);
    }

    [Fact]
    public async Task Event_OtherMethodOrTypeOrNoAnswerWanted_IsNotProcessed()
    {
        (await SendAsync(HttpMethod.Put, "adobedcs/event", Text(Good, "application/x-www-form-urlencoded"))).Status.ShouldBe(404);
        Json(await SendAsync(HttpMethod.Post, "adobedcs/event", Text("{}", "application/json"), ("Host", "sandbox.demdex.net"))).TryGetProperty("uuid", out _).ShouldBeFalse();
        (await SendAsync(HttpMethod.Post, "adobedcs/event", Text("c_activation_in=gold", "application/x-www-form-urlencoded"))).Body.ShouldBe("GIF89a"u8.ToArray());

        Sandbox.Platform.Audiences.ShouldBeEmpty();
    }
}
