using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.Google;
using Activation.Destinations.OAuth;
using Activation.Local.Sandbox;
using Activation.Tests.Sandbox;

namespace Activation.Tests.Destinations.Google;

/// <summary>A test of Google's destination over HTTP against its stand-in.</summary>
public abstract class GoogleSandboxTest : IAsyncLifetime
{
    private protected const string Lists = "google/v1/accountTypes/GOOGLE_ADS/accounts/1234567890/userLists";

    private readonly TestHttp http = TestHttp.Create();
    private SandboxServer? started;
    private AccessTokens? tokens;
    private int batches;

    private protected SandboxServer Sandbox => started ?? throw new InvalidOperationException("The sandbox has not started.");

    private protected SandboxClient Raw => new(Sandbox, http);

    private protected GoogleDestination Destination => new(http.Client, tokens ??= new AccessTokens(http.Client, TimeProvider.System), TimeProvider.System);

    public async Task InitializeAsync() => started = await SandboxServer.StartAsync(new SandboxOptions(), CancellationToken.None);

    public async Task DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        await http.DisposeAsync();
    }

    private protected DestinationAccount Account(string more = "", IReadOnlyDictionary<string, string>? secret = null) =>
        GoogleAccounts.Account(GoogleAccounts.Settings(Sandbox.BaseUrl, more), secret ?? GoogleAccounts.User);

    private protected static AudienceSpec Spec(string? known = null, string name = "Gold") => new(new SyncId("gold"), name, "Made by a sync", "[activation:gold]", known);

    private protected async Task<string> EnsureAsync(DestinationAccount? account = null, AudienceSpec? spec = null)
    {
        var ensured = await Destination.EnsureAudienceAsync(account ?? Account(), spec ?? Spec(), CancellationToken.None);
        ensured.Result.ShouldBe(DestinationResult.Success);
        return ensured.AudienceId.ShouldNotBeNull();
    }

    private protected Task<SendResult> SendAsync(DestinationAccount account, string audience, BatchOperation operation, params IReadOnlyList<MemberRow> rows) =>
        Destination.SendAsync(account, new DestinationBatch(new BatchId(new RunId("gold.1"), ++batches), 1, audience, "Gold", operation, rows, DateTimeOffset.UnixEpoch), CancellationToken.None);
}
