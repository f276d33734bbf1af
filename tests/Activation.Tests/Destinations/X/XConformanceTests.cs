using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.X;
using Activation.Local.Sandbox;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Tests.Destinations.X;

public sealed class XConformanceTests : PlatformConformanceTests
{
    private protected override IDestination Destination => new XDestination(Http.Client, TimeProvider.System);

    private protected override string Settings => $$"""{"adsAccountId":"18ce54d4x5t","apiBaseUrl":"{{Sandbox.BaseUrl}}x"}""";

    private protected override IReadOnlyDictionary<string, string> Secret => SecretOf("sandbox-token-secret");

    private protected override IReadOnlyDictionary<string, string> WrongSecret => SecretOf("wrong-token-secret");

    private static Dictionary<string, string> SecretOf(string tokenSecret) => new()
    {
        ["consumerKey"] = "sandbox-consumer-key", ["consumerSecret"] = "sandbox-consumer-secret", ["accessToken"] = "sandbox-token", ["accessTokenSecret"] = tokenSecret,
    };

    /// <remarks>https://docs.x.com/x-ads-api/fundamentals/error-codes-and-responses: those that an audience can meet.</remarks>
    private protected override IReadOnlyList<DocumentedError> Errors =>
    [
        .. new (int Status, string Code, DestinationOutcome Outcome)[]
        {
            (400, "EXCLUSIVE_PARAMETERS", Refused), (400, "FEATURE_NOT_AVAILABLE", Stop), (400, "ILLEGAL_CHARACTERS", Refused), (400, "INCLUSIVE_PARAMETERS", Refused), (400, "INVALID_PARAMETER", Refused),
            (400, "INVALID_TAILORED_AUDIENCE_TYPE", Refused), (400, "INVALID_USER", Refused), (400, "INVALID_USER_ID", Refused), (400, "MISSING_PARAMETER", Refused), (400, "REQUEST_TOO_COMPLEX", Refused),
            (401, "UNAUTHORIZED_ACCESS", Reconnect), (403, "ACCOUNT_LOCKED_OUT", Stop), (403, "ACCOUNT_NOT_FOUND", Stop), (403, "ACTION_NOT_ALLOWED", Stop), (403, "CURRENT_USER_SUSPENDED", Stop),
            (403, "READONLY_CLIENT_APPLICATION", Stop), (403, "UNAUTHORIZED_CLIENT_APPLICATION", Stop), (403, "USER_NOT_FOUND", Stop), (404, "NOT_FOUND", AudienceMissing), (404, "ROUTE_NOT_FOUND", Stop),
            (404, "TAILORED_AUDIENCE_NOT_FOUND", AudienceMissing), (404, "TAILORED_AUDIENCE_OR_TAILORED_AUDIENCE_EXPANDED_NOT_FOUND", AudienceMissing), (404, "INVALID_ID_ILLEGAL_CHARACTERS", Stop), (405, "METHOD_NOT_ALLOWED", Stop), (408, "CANCELLED_REQUEST", Retry), (423, "LOCK_ACQUISITION_TIMEOUT", Retry),
            (429, "TOO_MANY_REQUESTS", Throttled), (500, "INTERNAL_ERROR", Retry), (503, "OVER_CAPACITY", Retry), (503, "SERVICE_UNAVAILABLE", Retry),
        }.Select(e => new DocumentedError(e.Status, $$"""{"errors":[{"code":"{{e.Code}}","message":"…"}],"request":{"params":{ } } }""", e.Outcome, e.Code)),
        new(400, """{"operation_errors":[[{"code":"MISSING_PARAMETER"}]]}""", Refused, "operationError"),
        new(404, "<html></html>", Stop, "http404"),
        new(429, "", Throttled, "http429") { Headers = new Dictionary<string, string> { ["x-rate-limit-reset"] = "1" }, Wait = TimeSpan.Zero },
        new(200, """{"data":{"success_count":0,"total_count":1}}""", Retry, "countMismatch"),
        new(200, "{}", Retry, "unreadableResponse"),
    ];

    [Fact]
    public async Task EnsureAudience_EmojiAtTheLimitOfNames_IsLeftOut()
    {
        await Destination.EnsureAudienceAsync(Working, Spec(name: new string('x', 254) + "😀"), CancellationToken.None);

        Sandbox.Platform.Audiences.ShouldHaveSingleItem().Name.ShouldBe(new string('x', 254));
    }

    [Fact]
    public async Task DeleteAudience_Twice_IsGoneAndNoFailure()
    {
        var audience = await EnsureAsync();

        (await Destination.DeleteAudienceAsync(Working, audience, CancellationToken.None)).ShouldBe(DestinationResult.Success);
        (await Destination.DeleteAudienceAsync(Working, audience, CancellationToken.None)).ShouldBe(DestinationResult.Success);

        Sandbox.Platform.Audiences.ShouldBeEmpty();
    }

    [Fact]
    public async Task EnsureAudience_NameOfAForeignOne_StopsAndSaysWhatToDo()
    {
        await Destination.EnsureAudienceAsync(Working, Spec() with { Marker = "[other]", Description = "" }, CancellationToken.None);

        var ensured = await Destination.EnsureAudienceAsync(Working, Spec(), CancellationToken.None);

        (ensured.Result.Outcome, ensured.AudienceId).ShouldBe((Stop, null));
        ensured.Result.Message.ShouldContain("audienceName");
    }

    [Fact]
    public async Task EnsureAudience_KnownOneIsGone_SaysSo() =>
        (await Destination.EnsureAudienceAsync(Working, Spec("999"), CancellationToken.None)).Result.Outcome.ShouldBe(AudienceMissing);

    [Fact]
    public async Task EnsureAudience_NameWithReservedCharacters_IsSignedAndKept()
    {
        (await Destination.EnsureAudienceAsync(Working, Spec(name: "Gold, 50% + more & “Ünïcode”!"), CancellationToken.None)).Result.ShouldBe(DestinationResult.Success);

        Sandbox.Platform.Audiences.ShouldHaveSingleItem().Name.ShouldBe("Gold, 50% + more & “Ünïcode”!");
    }

    [Fact]
    public async Task Send_BodyAboveFiveMegabytes_IsCut()
    {
        var audience = await EnsureAsync();
        IReadOnlyList<MemberRow> rows = [.. Enumerable.Range(0, 1_000).Select(m => Member.Of($"C-{m}", ("email", [.. Enumerable.Range(0, 100).Select(e => $"{m}.{e}")])))];
        Sandbox.Platform.ClearCalls();

        (await SendAsync(Batch(audience, BatchOperation.Add, rows))).Result.ShouldBe(DestinationResult.Success);

        Sandbox.Platform.Calls.Count(Changes).ShouldBe(2);
        Sandbox.Platform.Calls.Where(Changes).Sum(c => c.Rows).ShouldBe(1_000);
    }

    [Fact]
    public async Task Report_Audience_HasStateAndSize()
    {
        var audience = await EnsureAsync();
        await SendAsync(Batch(audience, BatchOperation.Add, Row(1), Row(2)));

        var report = (await Destination.ReportAsync(Working, audience, [], CancellationToken.None)).ShouldNotBeNull();

        (report.State, report.SizeAtLeast).ShouldBe(("tooSmall", 2));
    }
}
