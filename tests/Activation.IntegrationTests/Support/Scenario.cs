using System.Runtime.CompilerServices;
using System.Text.Json;
using Activation.Local.Sandbox;

namespace Activation.IntegrationTests.Support;

/// <summary>
/// One test's world: storage of its own, an ad platform that outlives the host, and the host as a process, reached only by its API. The
/// definitions that most tests share are made by <see cref="DefineAsync"/>.
/// </summary>
internal sealed class Scenario : IAsyncDisposable
{
    public const string Source = "airline";
    public const string AdAccount = "1001";

    private readonly ApiClientFactory clients = new();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("activation-test-");
    private readonly List<string> earlierOutputs = [];
    private ApiClient? api;

    private readonly string name;

    private Scenario(string name, AzuriteAccount account, SandboxServer sandbox, StorageProxy? proxy, Func<HostSettings, HostSettings>? change)
    {
        this.name = name;
        Account = account;
        Sandbox = sandbox;
        Proxy = proxy;
        var settings = new HostSettings { Storage = proxy?.ConnectionString ?? account.ConnectionString, DataFolder = folder.FullName, Port = FreePorts.Take(1)[0] };
        Settings = change is null ? settings : change(settings);
    }

    public AzuriteAccount Account { get; }

    public SandboxServer Sandbox { get; }

    public SandboxPlatform Platform => Sandbox.Platform;

    public StorageProxy? Proxy { get; }

    public HostSettings Settings { get; }

    public HostProcess? Host { get; private set; }

    public ApiClient Api => api ?? throw new InvalidOperationException("No host has been started.");

    /// <summary>What all hosts of the scenario have written so far.</summary>
    public string HostOutput => string.Join('\n', [.. earlierOutputs, Host?.Output ?? ""]);

    /// <param name="test">Names the log that is left in `artifacts/test-logs`.</param>
    public static Task<Scenario> StartAsync(AzuriteFixture azurite, bool withProxy = false, [CallerMemberName] string test = "") =>
        StartAsync(azurite.NewAccount(), withProxy, test);

    /// <param name="change">What is other than usual about the hosts.</param>
    public static async Task<Scenario> StartAsync(AzuriteAccount account, bool withProxy, string test, Func<HostSettings, HostSettings>? change = null)
    {
        var proxy = withProxy ? await StorageProxy.StartAsync(account, CancellationToken.None) : null;
        var sandbox = await SandboxServer.StartAsync(new SandboxOptions(), CancellationToken.None);
        var scenario = new Scenario(test, account, sandbox, proxy, change);
        try
        {
            await scenario.StartHostAsync();
            return scenario;
        }
        catch
        {
            await scenario.DisposeAsync();
            throw;
        }
    }

    /// <param name="schedule">When its ticks come; never by itself if null.</param>
    public async Task StartHostAsync(string? schedule = null)
    {
        Host = await HostProcess.StartAsync(schedule is null ? Settings : Settings with { Schedule = schedule }, clients, CancellationToken.None);
        api?.Dispose();
        api = clients.Create(Host.BaseUrl);
    }

    /// <summary>SIGKILL now; a new host starts by <see cref="StartHostAsync"/>.</summary>
    public async Task KillHostAsync()
    {
        if (Host is { } host)
        {
            await host.KillAsync();
            earlierOutputs.Add(host.Output);
            await host.DisposeAsync();
            Host = null;
        }
    }

    /// <summary>The source, the Meta destination and one sync for each rule, named like its segment.</summary>
    public async Task DefineAsync(params (string Segment, object Rule)[] segments)
    {
        await Api.PutAsync($"/api/sources/{Source}", new { name = "Airline members", kind = "crm", defaultCountry = "US" });
        await DefineMetaAsync("meta");
        foreach (var (segment, rule) in segments)
        {
            await Api.PutAsync($"/api/segments/{segment}", new { name = segment, rule });
            await DefineSyncAsync(segment, segment, "meta");
        }
    }

    public Task<JsonElement> DefineMetaAsync(string id) => Api.PutAsync($"/api/destinations/{id}", new
    {
        type = "meta",
        name = "Ad account",
        settings = new { adAccountId = AdAccount, apiBaseUrl = Sandbox.BaseUrl },
        secret = new { accessToken = new SandboxOptions().AccessToken },
    });

    /// <summary>Tests move large shares of small audiences on purpose, so the brakes are off.</summary>
    public Task<JsonElement> DefineSyncAsync(string id, string segment, string destination) =>
        Api.PutAsync($"/api/syncs/{id}", new { segment, destination, minimumSize = 0, maxRemoveShare = 1.0 });

    /// <summary>Imports a file, which must succeed.</summary>
    public async Task<JsonElement> ImportAsync(string name, ReadOnlyMemory<byte> content)
    {
        var receipt = await Api.ImportAsync(Source, name, content);
        receipt.Text("state").ShouldBe("completed", receipt.GetRawText());
        return receipt;
    }

    public Task<JsonElement> ImportAsync(string name, string csv) => ImportAsync(name, System.Text.Encoding.UTF8.GetBytes(csv));

    /// <summary>Runs a sync to its end, which must be a success.</summary>
    public async Task<JsonElement> RunAsync(string sync, string mode = "delta")
    {
        var run = await Api.RunAsync(sync, mode);
        run.Text("state").ShouldBe("completed", run.GetRawText());
        run.Number("received").ShouldBe(run.Number("activated") + run.Number("excluded") + run.Number("failed"), run.GetRawText());
        return run;
    }

    /// <summary>All matching keys of the audience that belongs to a sync, as the ad platform holds them; empty if it has none.</summary>
    public async Task<IReadOnlyCollection<string>> AudienceAsync(string sync)
    {
        var definition = await Api.GetAsync($"/api/syncs/{sync}");
        return definition.TryGetProperty("audienceId", out var id) && id.GetString() is { } audience ? Platform.Keys(audience) ?? [] : [];
    }

    /// <summary>Fails if a batch could not be delivered.</summary>
    public async Task ShouldHaveNoDeadLettersAsync() =>
        (await Api.GetAsync("/api/batches?state=deadLettered")).Items().ShouldBeEmpty();

    public async ValueTask DisposeAsync()
    {
        if (Host is not null)
        {
            await Host.DisposeAsync();
        }

        await WriteLogAsync();
        api?.Dispose();
        await Sandbox.DisposeAsync();
        if (Proxy is not null)
        {
            await Proxy.DisposeAsync();
        }

        clients.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task WriteLogAsync()
    {
        var logs = Directory.CreateDirectory(RepositoryRoot.Combine("artifacts", "test-logs"));
        await File.WriteAllTextAsync(Path.Combine(logs.FullName, $"{name}.log"), HostOutput);
    }
}
