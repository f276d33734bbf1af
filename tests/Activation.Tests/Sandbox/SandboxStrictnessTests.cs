using System.Text.Json;
using Activation.Local.Sandbox;
using Activation.Tests.Destinations;

namespace Activation.Tests.Sandbox;

public sealed class SandboxStrictnessTests : IAsyncLifetime
{
    private static readonly string A = Member.Hash("a");
    private static readonly string B = Member.Hash("b");

    private readonly TestHttp http = TestHttp.Create();
    private SandboxServer? started;

    private SandboxServer Sandbox => started ?? throw new InvalidOperationException("The sandbox has not started.");

    private SandboxClient Client => new(Sandbox, http);

    public async Task InitializeAsync() => started = await SandboxServer.StartAsync(new SandboxOptions { MaxAudiences = 3 }, CancellationToken.None);

    public async Task DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        await http.DisposeAsync();
    }

    [Theory]
    [InlineData("\"EMAIL\"", "[[\"HASH\"]]")]
    [InlineData("[\"E_MAIL\"]", "[[\"HASH\"]]")]
    [InlineData("[\"EMAIL\",\"EMAIL\"]", "[[\"HASH\",\"HASH\"]]")]
    [InlineData("[]", "[[]]")]
    [InlineData("[\"EMAIL\"]", "[]")]
    [InlineData("[\"EMAIL\"]", "[[\"HASH\",\"\"]]")]
    [InlineData("[\"EMAIL\",\"PHONE\"]", "[[\"HASH\"]]")]
    [InlineData("[\"EMAIL\"]", "[[null]]")]
    [InlineData("[\"EMAIL\"]", "[\"HASH\"]")]
    public async Task Users_MalformedPayload_IsRefusedWhole(string schema, string data)
    {
        var audience = await Client.CreateAsync();

        var (status, body) = await Client.UsersAsync(HttpMethod.Post, audience, schema, data.Replace("HASH", A, StringComparison.Ordinal));

        status.ShouldBe(400);
        SandboxClient.ErrorOf(body).ShouldBe((100, 0));
        Sandbox.Platform.Keys(audience).ShouldBeEmpty();
    }

    [Fact]
    public async Task Users_OneRowTooMany_IsRefusedWhole()
    {
        var audience = await Client.CreateAsync();
        var rows = Enumerable.Range(0, 10_001).Select(i => new[] { $"X-{i}" }).ToList();

        (await Client.UsersAsync(HttpMethod.Post, audience, "[\"EXTERN_ID\"]", JsonSerializer.Serialize(rows))).Status.ShouldBe(400);
        (await Client.UsersAsync(HttpMethod.Post, audience, "[\"EXTERN_ID\"]", JsonSerializer.Serialize(rows.Take(10_000)))).Status.ShouldBe(200);

        Sandbox.Platform.Audiences.ShouldHaveSingleItem().People.ShouldBe(10_000);
    }

    [Theory]
    [InlineData("[\"EMAIL\",\"EXTERN_ID\"]", "[\"HASH\",\"\"]", "empty external ID")]
    [InlineData("[\"EMAIL\"]", "[\"someone\"]", "not a SHA-256 hash")]
    [InlineData("[\"FN\"]", "[\"5E884898DA28047151D0E56F8DC6292773603D0D6AABBDD62A11EF721D1542D8\"]", "not a SHA-256 hash")]
    [InlineData("[\"EMAIL\"]", "[\"\"]", "empty row")]
    [InlineData("[\"MADID\"]", "[\"ABCDEF00-0000-0000-0000-000000000000\"]", "not a mobile advertiser ID")]
    public async Task Users_InvalidRow_IsCountedAndNamedAndTheOthersApplied(string schema, string row, string reason)
    {
        var audience = await Client.CreateAsync();
        var columns = JsonSerializer.Deserialize<string[]>(schema) ?? [];
        var good = JsonSerializer.Serialize(columns.Select(c => c switch { "EXTERN_ID" => "X-1", "MADID" => "abcdef00-0000-0000-0000-000000000000", _ => B }));
        row = row.Replace("HASH", A, StringComparison.Ordinal);

        var (status, body) = await Client.UsersAsync(HttpMethod.Post, audience, schema, $"[{row},{good}]");

        status.ShouldBe(200);
        body.GetProperty("num_received").GetInt32().ShouldBe(2);
        body.GetProperty("num_invalid_entries").GetInt32().ShouldBe(1);
        var sample = body.GetProperty("invalid_entry_samples").EnumerateObject().ShouldHaveSingleItem();
        sample.Name.ShouldBe(row);
        sample.Value.GetString().ShouldBe(reason);
        Sandbox.Platform.Keys(audience).ShouldNotBeNull().ShouldAllBe(k => !k.Contains(A));
    }

    [Fact]
    public async Task Users_ByNameAlone_MatchNobody()
    {
        var audience = await Client.CreateAsync();
        await Client.UsersAsync(HttpMethod.Post, audience, "[\"EMAIL\",\"FN\"]", $"[[\"{A}\",\"{B}\"]]");

        (await Client.UsersAsync(HttpMethod.Delete, audience, "[\"FN\"]", $"[[\"{B}\"]]")).Status.ShouldBe(200);

        Sandbox.Platform.Keys(audience).ShouldBe([$"EMAIL:{A}"]);
    }

    [Fact]
    public async Task Users_Sessions_AreKeptInOrder()
    {
        var audience = await Client.CreateAsync();
        Task<(int Status, JsonElement Body)> SendAsync(int session, int batch, bool last) => Client.UsersAsync(
            HttpMethod.Post, audience, "[\"EMAIL\"]", $"[[\"{A}\"]]", $$"""{"session_id":{{session}},"batch_seq":{{batch}},"last_batch_flag":{{(last ? "true" : "false")}}}""");

        SandboxClient.ErrorOf((await SendAsync(1, 2, true)).Body).ShouldBe((2650, 1870147));
        (await SendAsync(1, 1, false)).Status.ShouldBe(200);
        (await SendAsync(1, 2, true)).Body.GetProperty("num_received").GetInt32().ShouldBe(2);
        SandboxClient.ErrorOf((await SendAsync(1, 1, true)).Body).ShouldBe((2650, 1870159));
        (await SendAsync(0, 1, true)).Status.ShouldBe(400);
        var (_, progress) = await Client.SendAsync(HttpMethod.Get, $"v25.0/{audience}/sessions?session_id=1");
        progress.GetProperty("data")[0].GetProperty("num_received").GetString().ShouldBe("2");
    }

    /// <remarks>https://developers.facebook.com/docs/marketing-api/audiences/guides/custom-audiences#replace-api</remarks>
    [Fact]
    public async Task UsersReplace_Session_EmptiesWithItsFirstBatchAndIsAloneUntilItsLast()
    {
        var audience = await Client.CreateAsync();
        var c = Member.Hash("c");
        Task<(int Status, JsonElement Body)> SendAsync(string edge, string key, int? session, int batch = 1, bool last = true) => Client.UsersAsync(
            HttpMethod.Post, audience, "[\"EMAIL\"]", $"[[\"{key}\"]]", session is null ? null : $$"""{"session_id":{{session}},"batch_seq":{{batch}},"last_batch_flag":{{(last ? "true" : "false")}}}""", edge);

        (await SendAsync("users", A, 1)).Status.ShouldBe(200);
        (await SendAsync("usersreplace", B, null)).Status.ShouldBe(400);
        SandboxClient.ErrorOf((await SendAsync("usersreplace", B, 2, batch: 2)).Body).ShouldBe((2650, 1870147));
        Sandbox.Platform.Keys(audience).ShouldBe([$"EMAIL:{A}"]);

        (await SendAsync("usersreplace", B, 2, last: false)).Status.ShouldBe(200);
        Sandbox.Platform.Keys(audience).ShouldBe([$"EMAIL:{B}"]);
        SandboxClient.ErrorOf((await SendAsync("users", A, 3)).Body).ShouldBe((2650, 1870145));
        SandboxClient.ErrorOf((await SendAsync("usersreplace", A, 4)).Body).ShouldBe((2650, 1870145));
        (await SendAsync("usersreplace", c, 2, batch: 2)).Body.GetProperty("num_received").GetInt32().ShouldBe(2);

        SandboxClient.ErrorOf((await SendAsync("usersreplace", A, 2)).Body).ShouldBe((2650, 1870159));
        Sandbox.Platform.Keys(audience).ShouldBe([$"EMAIL:{B}", $"EMAIL:{c}"], ignoreOrder: true);
        (await SendAsync("users", A, 5)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task UsersReplace_OneRowTooManyOrAnotherKindOfAudience_IsRefusedWhole()
    {
        var audience = await Client.CreateAsync();
        await Client.UsersAsync(HttpMethod.Post, audience, "[\"EMAIL\"]", $"[[\"{A}\"]]");
        const string Session = """{"session_id":1,"batch_seq":1,"last_batch_flag":true}""";
        var rows = JsonSerializer.Serialize(Enumerable.Range(0, 10_001).Select(i => new[] { $"X-{i}" }));

        (await Client.UsersAsync(HttpMethod.Post, audience, "[\"EXTERN_ID\"]", rows, Session, "usersreplace")).Status.ShouldBe(400);
        (await Client.UsersAsync(HttpMethod.Post, audience, "[\"EMAIL\",\"LOOKALIKE_VALUE\"]", $"[[\"{B}\",1]]", Session, "usersreplace")).Status.ShouldBe(400);

        Sandbox.Platform.Keys(audience).ShouldBe([$"EMAIL:{A}"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("other-token")]
    public async Task AnyCall_WithoutTheToken_Is190(string? token) =>
        SandboxClient.ErrorOf((await Client.SendAsync(HttpMethod.Get, "v25.0/act_42", token: token)).Body).ShouldBe((190, 0));

    [Theory]
    [InlineData("""{"subtype":"CUSTOM","customer_file_source":"USER_PROVIDED_ONLY"}""")]
    [InlineData("""{"name":"Gold","customer_file_source":"USER_PROVIDED_ONLY"}""")]
    [InlineData("""{"name":"Gold","subtype":"CUSTOM"}""")]
    [InlineData("not json")]
    public async Task Create_MissingField_IsRefused(string body) =>
        (await Client.SendAsync(HttpMethod.Post, "v25.0/act_42/customaudiences", body)).Status.ShouldBe(400);

    [Fact]
    public async Task Create_OverTheLimitOfTheAccount_IsRefused()
    {
        for (var i = 0; i < 3; i++)
        {
            await Client.CreateAsync($"{i}");
        }

        var (_, body) = await Client.SendAsync(
            HttpMethod.Post, "v25.0/act_42/customaudiences", """{"name":"x","subtype":"CUSTOM","customer_file_source":"USER_PROVIDED_ONLY"}""");

        SandboxClient.ErrorOf(body).ShouldBe((2654, 0));
        await Client.CreateAsync(account: "43");
    }

    [Fact]
    public async Task Audience_UnknownOrDeleted_SaysWhich()
    {
        var audience = await Client.CreateAsync();
        await Client.SendAsync(HttpMethod.Delete, $"v25.0/{audience}");

        SandboxClient.ErrorOf((await Client.SendAsync(HttpMethod.Get, "v25.0/7?fields=id")).Body).ShouldBe((100, 33));
        SandboxClient.ErrorOf((await Client.SendAsync(HttpMethod.Get, $"v25.0/{audience}?fields=id")).Body).ShouldBe((100, 1487366));
    }

    [Fact]
    public async Task UnknownPath_IsAGraphError() =>
        SandboxClient.ErrorOf((await Client.SendAsync(HttpMethod.Post, "v25.0/me/accounts")).Body).ShouldBe((2500, 0));
}
