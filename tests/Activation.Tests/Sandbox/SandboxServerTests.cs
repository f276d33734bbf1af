using System.Net;
using Activation.Local.Sandbox;
using Activation.Tests.Destinations;

namespace Activation.Tests.Sandbox;

public sealed class SandboxServerTests : IAsyncLifetime
{
    private static readonly string A = Member.Hash("a");

    private readonly string folder = Directory.CreateTempSubdirectory("sandbox-").FullName;
    private readonly TestHttp http = TestHttp.Create();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await http.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private Task<SandboxServer> StartAsync(int port = 0) => SandboxServer.StartAsync(new SandboxOptions { DataFolder = folder, Port = port }, CancellationToken.None);

    [Fact]
    public async Task Start_OnTheSameFolder_HasWhatWasThere()
    {
        string audience;
        await using (var first = await StartAsync())
        {
            var client = new SandboxClient(first, http);
            audience = await client.CreateAsync();
            await client.UsersAsync(HttpMethod.Post, audience, "[\"EMAIL\",\"EXTERN_ID\"]", $"[[\"{A}\",\"X-1\"],[\"\",\"X-2\"]]", """{"session_id":5,"batch_seq":1,"last_batch_flag":true}""");
            await client.UsersAsync(HttpMethod.Delete, audience, "[\"EXTERN_ID\"]", "[[\"X-2\"]]");
            await client.SendAsync(HttpMethod.Post, $"v25.0/{audience}", """{"name":"Renamed"}""");
        }

        await using var second = await StartAsync();

        var found = second.Platform.Audiences.ShouldHaveSingleItem();
        found.ShouldBe(new SandboxAudience(audience, "Renamed", "d", "42", People: 1, Keys: 2));
        second.Platform.Keys(audience).ShouldBe([$"EMAIL:{A}", "EXTERN_ID:X-1"]);
        var again = await new SandboxClient(second, http).UsersAsync(
            HttpMethod.Post, audience, "[\"EXTERN_ID\"]", "[[\"X-3\"]]", """{"session_id":5,"batch_seq":1,"last_batch_flag":true}""");
        SandboxClient.ErrorOf(again.Body).ShouldBe((2650, 1870159));
        (await new SandboxClient(second, http).CreateAsync()).ShouldNotBe(audience);
    }

    [Fact]
    public async Task Start_AfterHalfALine_GoesOnBehindTheLastWholeOne()
    {
        string audience;
        await using (var first = await StartAsync())
        {
            audience = await new SandboxClient(first, http).CreateAsync();
        }

        await File.AppendAllTextAsync(Path.Combine(folder, "sandbox.jsonl"), """{"Kind":"Delete","Tar""");
        await using (var second = await StartAsync())
        {
            second.Platform.Audiences.ShouldHaveSingleItem();
            await new SandboxClient(second, http).UsersAsync(HttpMethod.Post, audience, "[\"EXTERN_ID\"]", "[[\"X-1\"]]");
        }

        await using var third = await StartAsync();
        third.Platform.Keys(audience).ShouldBe(["EXTERN_ID:X-1"]);
    }

    [Fact]
    public async Task Start_PortInUse_FailsWithIt()
    {
        await using var first = await SandboxServer.StartAsync(new SandboxOptions(), CancellationToken.None);

        await Should.ThrowAsync<IOException>(() => StartAsync(first.BaseUrl.Port));
    }

    [Fact]
    public async Task Admin_CallsKeysAndFaults_AreSeenAndSetOverHttp()
    {
        await using var sandbox = await StartAsync();
        var client = new SandboxClient(sandbox, http);
        var audience = await client.CreateAsync();
        await client.UsersAsync(HttpMethod.Post, audience, "[\"EMAIL\"]", $"[[\"{A}\"]]");

        var (_, audiences) = await client.SendAsync(HttpMethod.Get, "sandbox/audiences");
        audiences.GetProperty("items")[0].GetProperty("people").GetInt32().ShouldBe(1);
        audiences.GetProperty("items")[0].GetProperty("adAccount").GetString().ShouldBe("42");
        var (_, keys) = await client.SendAsync(HttpMethod.Get, $"sandbox/audiences/{audience}/keys");
        keys.GetProperty("items")[0].GetString().ShouldBe($"EMAIL:{A}");
        var (_, calls) = await client.SendAsync(HttpMethod.Get, "sandbox/calls");
        calls.GetProperty("count").GetInt32().ShouldBe(2);
        calls.GetRawText().ShouldNotContain(A);
        calls.GetProperty("items")[1].GetProperty("operation").GetString().ShouldBe("add");
        calls.GetProperty("items")[1].GetProperty("rows").GetInt32().ShouldBe(1);

        (await client.SendAsync(HttpMethod.Put, "sandbox/faults", """{"failRate":1,"seed":7,"kinds":["error500"],"only":"remove","count":1}""")).Status.ShouldBe(200);
        (await client.UsersAsync(HttpMethod.Post, audience, "[\"EMAIL\"]", $"[[\"{A}\"]]")).Status.ShouldBe(200);
        (await client.UsersAsync(HttpMethod.Delete, audience, "[\"EMAIL\"]", $"[[\"{A}\"]]")).Status.ShouldBe(500);
        (await client.UsersAsync(HttpMethod.Delete, audience, "[\"EMAIL\"]", $"[[\"{A}\"]]")).Status.ShouldBe(200);
        (await client.SendAsync(HttpMethod.Put, "sandbox/faults", """{"kinds":["flood"]}""")).Status.ShouldBe((int)HttpStatusCode.BadRequest);
    }

    [Fact]
    public void Faults_SameSeed_FailTheSameCalls()
    {
        var plan = new SandboxFaultPlan { FailRate = 0.2, Seed = 3 };
        SandboxFault?[] Draw()
        {
            var injector = new FaultInjector();
            injector.Set(plan);
            return [.. Enumerable.Range(0, 500).Select(i => injector.Next(new SandboxCall(i, "POST", "/", "add", null, 1)))];
        }

        var first = Draw();

        first.ShouldBe(Draw());
        first.Count(f => f is not null).ShouldBeInRange(60, 140);
        first.ShouldNotContain(SandboxFault.Timeout);
    }

    [Fact]
    public async Task Hooks_AroundTheChange_SeeItBeforeAndAfter()
    {
        await using var sandbox = await StartAsync();
        var client = new SandboxClient(sandbox, http);
        var audience = await client.CreateAsync();
        var seen = new List<int>();
        sandbox.Platform.BeforeApply = (_, _) => Look();
        sandbox.Platform.AfterApply = (_, _) => Look();
        Task Look()
        {
            seen.Add(sandbox.Platform.Keys(audience)?.Count ?? -1);
            return Task.CompletedTask;
        }

        await client.UsersAsync(HttpMethod.Post, audience, "[\"EMAIL\"]", $"[[\"{A}\"]]");

        seen.ShouldBe([0, 1]);
    }

    [Fact]
    public async Task Dispose_WhileACallHangs_EndsIt()
    {
        var sandbox = await StartAsync();
        var client = new SandboxClient(sandbox, http);
        var audience = await client.CreateAsync();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        sandbox.Platform.BeforeApply = (_, cancellationToken) =>
        {
            reached.TrySetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        };
        using var request = new HttpRequestMessage(HttpMethod.Delete, new Uri(sandbox.BaseUrl, $"v25.0/{audience}"));
        var call = http.Client.SendAsync(request, CancellationToken.None);
        await reached.Task;

        await sandbox.DisposeAsync();

        (await call).Failure.ShouldNotBeNull().Code.ShouldBe("lostResponse");
    }
}
