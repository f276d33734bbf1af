using System.Net;
using Activation.Destinations;
using Activation.Destinations.Outgoing;
using Activation.Local.Sandbox;
using Microsoft.Extensions.Options;

namespace Activation.Tests.Destinations.Outgoing;

public sealed class OutgoingConnectionsTests : IAsyncLifetime
{
    private SandboxServer? started;

    private SandboxServer Sandbox => started ?? throw new InvalidOperationException("The sandbox has not started.");

    public async Task InitializeAsync() => started = await SandboxServer.StartAsync(new SandboxOptions(), CancellationToken.None);

    public async Task DisposeAsync() => await Sandbox.DisposeAsync();

    private static async Task<HttpReply> GetAsync(Uri address, string allowedHosts)
    {
        await using var http = TestHttp.Create(allowedHosts: allowedHosts);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return await http.Client.SendAsync(request, CancellationToken.None);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("0.0.0.0")]
    [InlineData("2130706433")]
    [InlineData("0x7f.1")]
    public async Task Send_HostWithoutPublicAddress_StopsWithTheSettingAndIsNeverReached(string host)
    {
        var reply = await GetAsync(new Uri($"http://{host}:{Sandbox.BaseUrl.Port}/v25.0/act_1"), allowedHosts: "10.0.0.0/8, example.com");

        reply.Failure.ShouldNotBeNull().Outcome.ShouldBe(DestinationOutcome.Stop);
        reply.Failure.Code.ShouldBe("addressRefused");
        reply.Failure.Message.ShouldContain("Activation:Delivery:AllowedHosts");
        reply.Failure.Message.ShouldNotContain(host);
        Sandbox.Platform.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.0/8")]
    [InlineData("localhost", "localhost")]
    [InlineData("localhost", "127.0.0.1, ::1")]
    [InlineData("localhost", "*")]
    public async Task Send_AllowedHost_IsReached(string host, string allowedHosts)
    {
        var reply = await GetAsync(new Uri($"http://{host}:{Sandbox.BaseUrl.Port}/v25.0/act_1"), allowedHosts);

        reply.Failure.ShouldBeNull();
        reply.Status.ShouldBe(401);
    }

    [Fact]
    public async Task Send_RedirectToAnotherHost_IsNotFollowed()
    {
        Sandbox.Platform.Answer = _ => new SandboxAnswer(307) { Headers = new Dictionary<string, string> { ["Location"] = $"http://localhost:{Sandbox.BaseUrl.Port}/stolen" } };

        (await GetAsync(new Uri(Sandbox.BaseUrl, "/v25.0/act_1"), "127.0.0.1")).Status.ShouldBe(307);

        Sandbox.Platform.Calls.ShouldHaveSingleItem().Path.ShouldBe("/v25.0/act_1");
    }

    [Fact]
    public async Task Resolve_Literal_IsThatAddress()
    {
        var connections = new OutgoingConnections(Options.Create(new DestinationHttpOptions()));

        (await connections.ResolveAsync("1.1.1.1", CancellationToken.None)).ShouldBe([IPAddress.Parse("1.1.1.1")]);
        await Should.ThrowAsync<RefusedAddressException>(() => connections.ResolveAsync("169.254.169.254", CancellationToken.None));
    }
}
