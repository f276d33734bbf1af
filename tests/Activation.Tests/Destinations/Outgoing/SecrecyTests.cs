using System.Diagnostics;
using System.Text.Json;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.Meta;
using Activation.Destinations.Webhook;
using Activation.Local.Sandbox;
using Activation.Monitoring.Tracing;

namespace Activation.Tests.Destinations.Outgoing;

/// <summary>Neither credentials nor members nor whole addresses get into a log, at any level, nor into the spans of calls.</summary>
public sealed class SecrecyTests : IAsyncLifetime
{
    private SandboxServer? started;

    private SandboxServer Sandbox => started ?? throw new InvalidOperationException("The sandbox has not started.");

    public async Task InitializeAsync() => started = await SandboxServer.StartAsync(new SandboxOptions { AccessToken = "token-not-to-be-seen" }, CancellationToken.None);

    public async Task DisposeAsync() => await Sandbox.DisposeAsync();

    [Theory]
    [InlineData(null)]
    [InlineData(SandboxFault.Error500)]
    [InlineData(SandboxFault.LostResponse)]
    public async Task Send_WhateverHappens_LeavesNoTraceOfSecretsOrMembers(SandboxFault? fault)
    {
        var seen = new List<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ActivationTracing.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => seen.Add($"{activity.DisplayName} {activity.StatusDescription} {string.Join(' ', activity.TagObjects)}"),
        };
        ActivitySource.AddActivityListener(listener);
        using var log = new CapturedLog();
        await using var http = TestHttp.Create(log: log);
        Sandbox.Platform.Fault = _ => fault;
        var row = Member.Full(7);
        IDestination[] destinations = [new MetaDestination(http.Client, TimeProvider.System), new WebhookDestination(http.Client, TimeProvider.System)];

        foreach (var destination in destinations)
        {
            await destination.CheckAsync(Account, CancellationToken.None);
            await destination.EnsureAudienceAsync(Account, new AudienceSpec(new SyncId("gold"), "Gold", "Made by a sync", "[activation:gold]", null), CancellationToken.None);
            await destination.SendAsync(
                Account, new DestinationBatch(new BatchId(new RunId("gold.1"), 1), 1, "120200000000000001", "Gold", BatchOperation.Add, [row], DateTimeOffset.UnixEpoch), CancellationToken.None);
        }

        Sandbox.Platform.Calls.Count.ShouldBeGreaterThan(4);
        seen.ShouldNotBeEmpty();
        var told = $"{log.Text}\n{string.Join('\n', seen)}";
        foreach (var hidden in row.Values.SelectMany(v => v.Value).Concat(Account.Secret.Values).Concat(["/part-of-the-path", "appsecret_proof", "Bearer"]))
        {
            told.ShouldNotContain(hidden);
        }
    }

    /// <summary>Both types take from it what is theirs.</summary>
    private DestinationAccount Account => new(
        new DestinationId("test"),
        JsonSerializer.SerializeToElement(new { adAccountId = "42", apiBaseUrl = Sandbox.BaseUrl, url = new Uri(Sandbox.BaseUrl, "/sandbox/webhook/part-of-the-path") }),
        new Dictionary<string, string> { ["accessToken"] = "token-not-to-be-seen", ["appSecret"] = "app-secret-not-to-be-seen", ["signingSecret"] = "signing-secret-not-to-be-seen" });
}
