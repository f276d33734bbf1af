using Activation.Destinations;
using Activation.Destinations.Webhook;
using Activation.Local.Sandbox;

namespace Activation.Tests.Destinations.Webhook;

public sealed class WebhookConformanceTests : DestinationConformanceTests
{
    private readonly TestHttp http = TestHttp.Create();
    private SandboxServer? sandbox;

    private SandboxServer Sandbox => sandbox ?? throw new InvalidOperationException("The sandbox has not started.");

    private protected override IDestination Destination => new WebhookDestination(http.Client, TimeProvider.System);

    private protected override string Settings => $$"""{"url":"{{Sandbox.BaseUrl}}sandbox/webhook/crm"}""";

    private protected override IReadOnlyDictionary<string, string> Secret => new Dictionary<string, string> { ["signingSecret"] = "sandbox-signing-secret" };

    private protected override IReadOnlyDictionary<string, string> WrongSecret => new Dictionary<string, string> { ["signingSecret"] = "another-signing-secret" };

    private protected override Task<IReadOnlyList<string>> HeldAsync(string audienceId) =>
        Task.FromResult<IReadOnlyList<string>>([.. Sandbox.Platform.WebhookMembers("crm")
            .Select(m => $"{m.Key}: {string.Join(' ', m.Value.Select(i => $"{i.Key}={string.Join(',', i.Value)}"))}").Order(StringComparer.Ordinal)]);

    public override async Task InitializeAsync() => sandbox = await SandboxServer.StartAsync(new SandboxOptions(), CancellationToken.None);

    public override async Task DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        await http.DisposeAsync();
    }

    [Theory]
    [InlineData(SandboxFault.Throttle, DestinationOutcome.Throttled, "http429")]
    [InlineData(SandboxFault.Error500, DestinationOutcome.Retry, "http500")]
    [InlineData(SandboxFault.Html, DestinationOutcome.Retry, "http502")]
    [InlineData(SandboxFault.LostResponse, DestinationOutcome.Retry, "lostResponse")]
    public async Task Send_Fault_IsClassified(SandboxFault fault, DestinationOutcome outcome, string code)
    {
        Sandbox.Platform.Fault = _ => fault;

        var sent = await SendAsync(Batch("gold", Activation.Delivery.BatchOperation.Add, Member.Full(1)));

        sent.Result.Outcome.ShouldBe(outcome);
        sent.Result.Code.ShouldBe(code);
        Sandbox.Platform.Calls.Count.ShouldBe(1);
    }
}
