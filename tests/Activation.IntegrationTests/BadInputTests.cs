using System.Net;
using System.Text;
using System.Text.Json;
using Activation.IntegrationTests.Support;

namespace Activation.IntegrationTests;

/// <summary>What people really send. Each gets an error that says what to do, without a value of theirs, and the host goes on.</summary>
public sealed class BadInputTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Secret = "somebody.private@example.com";

    [Fact]
    public async Task BadInput_ThroughEveryDoor_IsAnsweredClearlyAndTheHostGoesOn()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.DefineAsync(("gold", new { trait = "tier", op = "eq", value = "Gold" }));
        await scenario.ImportAsync("good.csv", "member_id,email,tier\n1,a@example.com,Gold\n");

        await BrokenFilesAsync(scenario);
        await BadRequestsAsync(scenario);
        await WrongCredentialsAsync(scenario);

        // The host goes on.
        await scenario.ImportAsync("after.csv", "member_id,email,tier\n2,b@example.com,Gold\n");
        (await scenario.RunAsync("gold")).Number("received").ShouldBe(2);
        scenario.HostOutput.ShouldNotContain(Secret);
    }

    [Fact]
    public async Task StorageDownAtStart_EndsWithAnErrorThatNamesTheOption()
    {
        var ports = FreePorts.Take(3);
        var folder = Directory.CreateTempSubdirectory("activation-test-");
        var account = new AzuriteAccount("elsewhere", Convert.ToBase64String(new byte[64]), new AzuriteEndpoints(ports[0], ports[1], ports[2]));
        await using var host = HostProcess.Launch(new HostSettings
        {
            // Not a loopback address, so no emulator can stand in; nothing listens there.
            Storage = account.ConnectionString.Replace("127.0.0.1", "localhost.invalid", StringComparison.Ordinal),
            DataFolder = folder.FullName,
        });

        await host.WaitForExitAsync();

        host.ExitCode.ShouldBe(1);
        host.Output.ShouldContain("--storage");
        host.Output.ShouldNotContain("   at ");
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task PortInUse_EndsWithAnErrorThatNamesPortAndOption()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await using var second = HostProcess.Launch(scenario.Settings with { DataFolder = Directory.CreateTempSubdirectory("activation-test-").FullName });

        await second.WaitForExitAsync();

        second.ExitCode.ShouldBe(1);
        second.Output.ShouldContain("--port");
        second.Output.ShouldContain($"{scenario.Settings.Port}");
        Directory.Delete(second.DataFolder, recursive: true);
    }

    private static async Task BrokenFilesAsync(Scenario scenario)
    {
        (string Name, byte[] Content)[] files =
        [
            ("empty.csv", []),
            ("binary.csv", [.. Enumerable.Range(0, 4096).Select(i => (byte)((i * 7919) >> 3))]),
            ("no-identifier.csv", Encoding.UTF8.GetBytes("colour,size\nred,1\n")),
        ];
        foreach (var (name, content) in files)
        {
            var record = await scenario.Api.ImportAsync(Scenario.Source, name, content);
            record.Text("state").ShouldBe("failed", name);
            record.GetProperty("failure").Text("code").ShouldNotBeEmpty();
            record.GetProperty("failure").Text("message").Length.ShouldBeGreaterThan(20, name);
        }

        // Broken rows do not stop the others, and are told by line.
        var broken = await scenario.Api.ImportAsync(Scenario.Source, "broken.csv", $"member_id,email,tier\n10,{Secret}\n11,ok@example.com,Silver\n12,not an email,Silver\n");
        broken.Text("state").ShouldBe("completed");
        (broken.Number("rowsRead"), broken.Number("accepted"), broken.Number("rejected")).ShouldBe((3, 2, 1));
        var (status, rejects) = await scenario.Api.TryAsync(HttpMethod.Get, $"/api/imports/{broken.Text("importId")}/rejects", null);
        status.ShouldBe(HttpStatusCode.OK);
        rejects.ShouldStartWith("line,column,code,message");
        rejects.ShouldContain("\n2,");
        rejects.ShouldNotContain(Secret);
    }

    private static async Task BadRequestsAsync(Scenario scenario)
    {
        await RefusedAsync(scenario, HttpMethod.Put, "/api/segments/bad", """{"rule": {"all": [{"trait": "tier", "op": "resembles", "value": "Gold"}]}}""", HttpStatusCode.BadRequest, "all[0]");
        await RefusedAsync(scenario, HttpMethod.Put, "/api/segments/bad", """{"rule": {"trait": "tier", "op": "eq", "value": """, HttpStatusCode.BadRequest, "");
        await RefusedAsync(scenario, HttpMethod.Put, "/api/destinations/bad", """{"type": "carrierPigeon", "settings": {}}""", HttpStatusCode.BadRequest, "type");
        await RefusedAsync(scenario, HttpMethod.Put, "/api/destinations/bad", """{"type": "meta", "settings": {}, "secret": {"accessToken": "x"}}""", HttpStatusCode.BadRequest, "adAccountId");
        await RefusedAsync(scenario, HttpMethod.Put, "/api/syncs/bad", """{"segment": "gold", "destination": "nowhere"}""", HttpStatusCode.BadRequest, "destination");
        await RefusedAsync(scenario, HttpMethod.Put, "/api/sources/Not%20A%20Name", """{"kind": "crm"}""", HttpStatusCode.BadRequest, "");
        await RefusedAsync(scenario, HttpMethod.Post, $"/api/imports?source=unknown&name=x.csv", Secret, HttpStatusCode.NotFound, "source");
        await RefusedAsync(scenario, HttpMethod.Post, "/api/syncs/unknown/runs", """{"mode": "delta"}""", HttpStatusCode.NotFound, "sync");
        await RefusedAsync(scenario, HttpMethod.Post, "/api/syncs/gold/runs", """{"mode": "sideways"}""", HttpStatusCode.BadRequest, "mode");
        await RefusedAsync(scenario, HttpMethod.Delete, "/api/segments/gold", null, HttpStatusCode.Conflict, "sync");
    }

    private static async Task WrongCredentialsAsync(Scenario scenario)
    {
        await scenario.Api.PutAsync("/api/destinations/stranger", new
        {
            type = "meta",
            settings = new { adAccountId = Scenario.AdAccount, apiBaseUrl = scenario.Sandbox.BaseUrl },
            secret = new { accessToken = "not-the-token" },
        });
        await scenario.DefineSyncAsync("stranger", "gold", "stranger");

        var check = await scenario.Api.PostAsync("/api/destinations/stranger/check", new { });
        var run = await scenario.Api.RunAsync("stranger");

        check.GetRawText().ShouldContain("190");
        check.GetRawText().ShouldNotContain("not-the-token");
        run.Text("state").ShouldBe("held");
        run.Text("code").ShouldBe("destinationDisconnected");
        run.Text("message").ShouldContain("token");
    }

    private static async Task RefusedAsync(Scenario scenario, HttpMethod method, string path, string? body, HttpStatusCode status, string mentions)
    {
        var content = body is null ? null : new StringContent(body, Encoding.UTF8, body.StartsWith('{') ? "application/json" : "text/csv");
        var (actual, text) = await scenario.Api.TryAsync(method, path, content);

        actual.ShouldBe(status, $"{method} {path}: {text}");
        var problem = JsonSerializer.Deserialize<JsonElement>(text);
        problem.Text("code").ShouldNotBeEmpty();
        problem.Text("detail").Length.ShouldBeGreaterThan(15);
        text.ShouldContain(mentions);
        text.ShouldNotContain(Secret);
    }
}
