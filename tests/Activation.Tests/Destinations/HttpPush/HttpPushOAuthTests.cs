using System.Text.Json;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.HttpPush;
using Activation.Destinations.OAuth;
using Activation.Local.Sandbox;

namespace Activation.Tests.Destinations.HttpPush;

public sealed class HttpPushOAuthTests : IAsyncLifetime
{
    private static readonly Dictionary<string, string> Right =
        new() { ["signingSecret"] = "sandbox-signing-secret", ["oauthClientId"] = "sandbox-client", ["oauthClientSecret"] = "sandbox-client-secret" };

    private readonly TestHttp http = TestHttp.Create();
    private SandboxServer? sandbox;

    private SandboxServer Sandbox => sandbox ?? throw new InvalidOperationException("The sandbox has not started.");

    public async Task InitializeAsync() => sandbox = await SandboxServer.StartAsync(new SandboxOptions(), CancellationToken.None);

    public async Task DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        await http.DisposeAsync();
    }

    [Theory]
    [InlineData("basic")]
    [InlineData("form")]
    public async Task Send_TwoBatches_GetOneToken(string authentication)
    {
        var destination = Create();

        (await SendAsync(destination, Account(authentication, Right), 1)).Outcome.ShouldBe(DestinationOutcome.Success);
        (await SendAsync(destination, Account(authentication, Right), 2)).Outcome.ShouldBe(DestinationOutcome.Success);

        Sandbox.Platform.Calls.Select(c => c.Operation).ShouldBe(["token", "add", "add"]);
    }

    [Fact]
    public async Task Send_WrongClient_AsksToReconnect()
    {
        var result = await SendAsync(Create(), Account("basic", new Dictionary<string, string>(Right) { ["oauthClientSecret"] = "another-secret" }), 1);

        (result.Outcome, result.Code).ShouldBe((DestinationOutcome.Reconnect, "invalid_client"));
        Sandbox.Platform.Calls.ShouldNotContain(c => c.Operation == "add");
    }

    [Fact]
    public async Task Send_TokenIsWithdrawn_GetsAnotherOnce()
    {
        var calls = 0;
        Sandbox.Platform.Answer = call => call.Operation == "add" && ++calls == 1 ? new SandboxAnswer(401) : null;

        (await SendAsync(Create(), Account("basic", Right), 1)).Outcome.ShouldBe(DestinationOutcome.Success);

        Sandbox.Platform.Calls.Select(c => c.Operation).ShouldBe(["token", "add", "token", "add"]);
    }

    private HttpPushDestination Create() => new(http.Client, new AccessTokens(http.Client, TimeProvider.System), TimeProvider.System);

    private DestinationAccount Account(string authentication, Dictionary<string, string> secret) => new(
        new DestinationId("push"),
        JsonElement.Parse($$"""{"url":"https://partner.example.com/oauth/users","apiBaseUrl":"{{Sandbox.BaseUrl}}httppush","tokenUrl":"{{Sandbox.BaseUrl}}httppush/token","tokenAuthentication":"{{authentication}}"}"""),
        secret);

    private static async Task<DestinationResult> SendAsync(HttpPushDestination destination, DestinationAccount account, int number)
    {
        var batch = new DestinationBatch(new BatchId(new RunId("gold.20261124060000000t"), number), 1, "gold", "Gold", BatchOperation.Add, [Member.Full(number)], DateTimeOffset.UnixEpoch);
        var rows = batch.Rows.Select(r => r with { Values = [.. r.Values.Where(v => v.Key == "externalId")] });
        return (await destination.SendAsync(account, batch with { Rows = [.. rows] }, CancellationToken.None)).Result;
    }
}
