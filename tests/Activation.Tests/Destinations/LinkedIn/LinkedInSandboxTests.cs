using System.Text.Json;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.LinkedIn;
using Activation.Destinations.OAuth;
using Activation.Local.Sandbox;

namespace Activation.Tests.Destinations.LinkedIn;

/// <summary>LinkedIn over HTTP against its stand-in, its settings, and the stand-in's strictness.</summary>
public sealed class LinkedInSandboxTests : IAsyncLifetime
{
    private readonly TestHttp http = TestHttp.Create();
    private SandboxServer? started;

    private SandboxServer Sandbox => started ?? throw new InvalidOperationException("The sandbox has not started.");

    private LinkedInDestination Destination => new(http.Client, new AccessTokens(http.Client, TimeProvider.System), TimeProvider.System);

    public async Task InitializeAsync() => started = await SandboxServer.StartAsync(new SandboxOptions(), CancellationToken.None);

    public async Task DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        await http.DisposeAsync();
    }

    private DestinationAccount Account(string secret = """{"token":"sandbox-token"}""", string? settings = null) => new(
        new DestinationId("linkedin"),
        JsonDocument.Parse(settings ?? $$"""{"adAccountId":"508","sourcePlatform":"ACTIVATION","apiBaseUrl":"{{Sandbox.BaseUrl}}linkedin","tokenUrl":"{{Sandbox.BaseUrl}}linkedin/token"}""").RootElement,
        JsonSerializer.Deserialize<Dictionary<string, string>>(secret) ?? []);

    private static AudienceSpec Spec(string? known = null, string name = "Gold", string marker = "[activation:gold]") => new(new SyncId("gold"), name, "Made by a sync", marker, known);

    private async Task<string> EnsureAsync(AudienceSpec? spec = null) =>
        (await Destination.EnsureAudienceAsync(Account(), spec ?? Spec(), CancellationToken.None)).AudienceId.ShouldNotBeNull();

    private static DestinationBatch Batch(string audience, BatchOperation operation, params IReadOnlyList<MemberRow> rows) =>
        new(new BatchId(new RunId("gold.1"), 1), 1, audience, "Gold", operation, rows, DateTimeOffset.UnixEpoch);

    private static MemberRow WithGaid(string customer, string gaid, params string[] emails)
    {
        var row = Member.Of(customer, ("email", emails));
        return row with { Values = [.. row.Values, new("gaid", [gaid])] };
    }

    [Fact]
    public async Task Ensure_NewSegment_AsksToWaitUntilItCanBeFilled()
    {
        var made = await Destination.EnsureAudienceAsync(Account(), Spec(), CancellationToken.None);
        var again = await Destination.EnsureAudienceAsync(Account(), Spec(), CancellationToken.None);

        made.Result.ShouldBe(DestinationResult.Success with { Wait = TimeSpan.FromSeconds(5) });
        again.ShouldBe(new EnsureAudienceResult(DestinationResult.Success, made.AudienceId));
    }

    [Fact]
    public async Task Ensure_ForeignSegmentOfTheName_IsNotAdopted()
    {
        for (var i = 0; i < 120; i++)
        {
            await EnsureAsync(Spec(name: $"{i}", marker: $"[{i}]"));
        }

        var foreign = await EnsureAsync(Spec(marker: "[other]"));
        var own = await EnsureAsync();

        own.ShouldNotBe(foreign);
        (await EnsureAsync()).ShouldBe(own);
    }

    [Fact]
    public async Task UnknownSegment_EverywhereItIsNamed_IsMissing()
    {
        (await Destination.EnsureAudienceAsync(Account(), Spec("999"), CancellationToken.None)).Result.Outcome.ShouldBe(DestinationOutcome.AudienceMissing);
        (await Destination.SendAsync(Account(), Batch("999", BatchOperation.Add, Member.Of("C-1", ("email", ["a"]))), CancellationToken.None)).Result.Outcome.ShouldBe(DestinationOutcome.AudienceMissing);
    }

    [Fact]
    public async Task Check_RefreshToken_GetsAnAccessToken()
    {
        var secret = """{"token":"sandbox-refresh-token","clientId":"sandbox-client","clientSecret":"sandbox-client-secret"}""";

        (await Destination.CheckAsync(Account(secret), CancellationToken.None)).ShouldBe(DestinationResult.Success);
        (await Destination.CheckAsync(Account(secret.Replace("sandbox-refresh", "other-refresh", StringComparison.Ordinal)), CancellationToken.None)).Outcome.ShouldBe(DestinationOutcome.Reconnect);
    }

    [Fact]
    public async Task Add_BadElements_RejectTheirMembersAlone()
    {
        var segment = await EnsureAsync();
        var bad = new MemberRow(ProfileId.ForCustomer("C-2"), [new("email", [Member.Hash("b"), "plain", "plainer"])]);

        var sent = await Destination.SendAsync(Account(), Batch(segment, BatchOperation.Add, Member.Of("C-1", ("email", ["a"])), bad), CancellationToken.None);

        sent.Result.ShouldBe(DestinationResult.Success);
        sent.Rejected.ShouldHaveSingleItem().ShouldBe(new RejectedRow(1, RejectedRow.ByPlatform));
        Sandbox.Platform.Keys(segment).ShouldBe(new[] { "a", "b" }.Select(e => $"SHA256_EMAIL:{Member.Hash(e)}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Delete_Segment_IsGoneAndMayBeAskedTwice()
    {
        var segment = await EnsureAsync();

        (await Destination.DeleteAudienceAsync(Account(), segment, CancellationToken.None)).ShouldBe(DestinationResult.Success);
        (await Destination.DeleteAudienceAsync(Account(), segment, CancellationToken.None)).ShouldBe(DestinationResult.Success);

        Sandbox.Platform.Audiences.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(400, DestinationOutcome.Stop)]
    [InlineData(403, DestinationOutcome.Stop)]
    [InlineData(409, DestinationOutcome.Retry)]
    [InlineData(429, DestinationOutcome.Throttled)]
    public async Task Delete_Refused_SaysWhatToDoAndLeavesTheSegment(int status, DestinationOutcome outcome)
    {
        var segment = await EnsureAsync();
        Sandbox.Platform.Answer = call => call.Operation == "delete" ? new SandboxAnswer(status, "{}") : null;

        var deleted = await Destination.DeleteAudienceAsync(Account(), segment, CancellationToken.None);

        deleted.Outcome.ShouldBe(outcome);
        deleted.Message.ShouldNotBeEmpty();
        Sandbox.Platform.Audiences.ShouldHaveSingleItem().Id.ShouldBe(segment);
    }

    [Fact]
    public async Task Report_SmallSegment_SaysThatItIsBeingBuilt()
    {
        var segment = await EnsureAsync();
        await Destination.SendAsync(Account(), Batch(segment, BatchOperation.Add, Member.Of("C-1", ("email", ["a"]))), CancellationToken.None);

        var report = (await Destination.ReportAsync(Account(), segment, [], CancellationToken.None)).ShouldNotBeNull();

        (report.Result, report.State, report.SizeAtLeast).ShouldBe((DestinationResult.Success, "building", 1L));
        report.Explanation.ShouldNotBeNullOrEmpty();
    }

    /// <remarks>Golden: the sample request of https://learn.microsoft.com/en-us/linkedin/marketing/matched-audiences/create-and-manage-segment-users, "Add or Remove Multiple Users".</remarks>
    [Theory]
    [InlineData(BatchOperation.Add, "ADD")]
    [InlineData(BatchOperation.Remove, "REMOVE")]
    public void Body_OfUsers_IsThePlatformsExample(BatchOperation operation, string action)
    {
        var elements = LinkedInElements.Of(Batch("10804", operation, WithGaid("C-1", "cdda802e-fb9c-47ad-9866-0794d394c912", "a@example.com", "b@example.com")));

        JsonSerializer.Serialize(new LinkedInUsersBody(elements.Content), LinkedInJson.Default.LinkedInUsersBody).ShouldBe(
            $$$"""{"elements":[{"action":"{{{action}}}","userIds":[{"idType":"SHA256_EMAIL","idValue":"{{{Member.Hash("a@example.com")}}}"},{"idType":"GOOGLE_AID","idValue":"cdda802e-fb9c-47ad-9866-0794d394c912"}]},{"action":"{{{action}}}","userIds":[{"idType":"SHA256_EMAIL","idValue":"{{{Member.Hash("b@example.com")}}}"}]}]}""");
    }

    [Theory]
    [InlineData("""{"sourcePlatform":"X"}""", "settings.adAccountId")]
    [InlineData("""{"adAccountId":"1"}""", "settings.sourcePlatform")]
    [InlineData("""{"adAccountId":"1","sourcePlatform":"x y"}""", "settings.sourcePlatform")]
    [InlineData("""{"adAccountId":"1","sourcePlatform":"X","apiVersion":"v2"}""", "settings.apiVersion")]
    [InlineData("""{"adAccountId":"1","sourcePlatform":"X","apiBaseUrl":"http://api.example.com"}""", "settings.apiBaseUrl")]
    public void Validate_WrongSetting_NamesItsPath(string settings, string path) =>
        Should.Throw<ProblemException>(() => Destination.Validate(Account(settings: settings))).Path.ShouldBe(path);

    [Theory]
    [InlineData("""{}""", "secret.token")]
    [InlineData("""{"token":"a b"}""", "secret.token")]
    [InlineData("""{"token":"a","clientId":"b"}""", "secret.clientSecret")]
    [InlineData("""{"token":"a","clientSecret":"b"}""", "secret.clientId")]
    public void Validate_WrongSecret_NamesTheField(string secret, string path) => Should.Throw<ProblemException>(() => Destination.Validate(Account(secret))).Path.ShouldBe(path);

    [Theory]
    [InlineData("users", """{"elements":[{"action":"ADD","userIds":[]}]}""", "BATCH_CREATE", "202608", "2.0.0", 200)]
    [InlineData("users", """{"elements":[]}""", "BATCH_CREATE", "202608", "2.0.0", 400)]
    [InlineData("users", """{"elements":[{"action":"ADD","userIds":[]}]}""", null, "202608", "2.0.0", 400)]
    [InlineData("users", """{"elements":[{"action":"ADD","userIds":[]}]}""", "BATCH_CREATE", null, "2.0.0", 400)]
    [InlineData("users", """{"elements":[{"action":"ADD","userIds":[]}]}""", "BATCH_CREATE", "202608", null, 400)]
    [InlineData("", """{"patch":{"$set":{"colour":"red"}}}""", "PARTIAL_UPDATE", "202608", "2.0.0", 400)]
    [InlineData("", """{"patch":{"$set":{"name":"x"}}}""", null, "202608", "2.0.0", 400)]
    public async Task Double_Call_IsTakenOnlyAsDocumented(string path, string body, string? method, string? version, string? protocol, int status)
    {
        var segment = await EnsureAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Sandbox.BaseUrl, $"linkedin/dmpSegments/{segment}{(path.Length == 0 ? "" : $"/{path}")}")) { Content = new StringContent(body) };
        foreach (var (name, value) in new[] { ("Authorization", "Bearer sandbox-token"), ("X-RestLi-Method", method), ("LinkedIn-Version", version), ("X-Restli-Protocol-Version", protocol) })
        {
            if (value is not null)
            {
                request.Headers.Add(name, value);
            }
        }

        var reply = await http.Client.SendAsync(request, CancellationToken.None);

        reply.Status.ShouldBe(status);
        Sandbox.Platform.Keys(segment).ShouldBeEmpty();
    }
}
