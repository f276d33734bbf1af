using System.Net;
using System.Net.Http.Json;
using Activation.Destinations;
using Activation.Destinations.OAuth;
using Microsoft.Extensions.Time.Testing;

namespace Activation.Tests.Destinations.OAuth;

public sealed class AccessTokensTests : IDisposable
{
    private static readonly Uri Endpoint = new("https://login.example.com/token");

    private readonly FakeTimeProvider time = new(DateTimeOffset.UnixEpoch.AddYears(50));
    private readonly TokenServer server = new();

    public void Dispose() => server.Dispose();

    private AccessTokens Tokens => field ??= new AccessTokens(new DestinationHttp(server), time);

    private static TokenRequest Request(string refreshToken = "refresh") => TokenRequest.Refresh(Endpoint, "Example", "client", "secret", refreshToken);

    private Task<TokenReply> GetAsync(TokenRequest? request = null) => Tokens.GetAsync(request ?? Request(), CancellationToken.None);

    [Fact]
    public async Task Get_UntilShortlyBeforeItExpires_IsTheSameToken()
    {
        (await GetAsync()).Token.ShouldBe("token-1");
        time.Advance(TimeSpan.FromMinutes(57));
        (await GetAsync()).Token.ShouldBe("token-1");
        time.Advance(TimeSpan.FromMinutes(2));
        (await GetAsync()).Token.ShouldBe("token-2");
    }

    /// <remarks>https://www.rfc-editor.org/rfc/rfc6749#section-6</remarks>
    [Fact]
    public async Task Get_RefreshToken_PostsTheForm()
    {
        await GetAsync();

        server.Forms.ShouldHaveSingleItem().ShouldBe("grant_type=refresh_token&refresh_token=refresh&client_id=client&client_secret=secret");
    }

    [Fact]
    public async Task Get_OtherCredentials_IsATokenOfTheirOwn()
    {
        (await GetAsync()).Token.ShouldBe("token-1");
        (await GetAsync(Request("another"))).Token.ShouldBe("token-2");
        (await GetAsync()).Token.ShouldBe("token-1");
    }

    [Fact]
    public async Task Get_SignedAssertion_IsMadeForEachCallAndKeyedByItsSigner()
    {
        TokenRequest Signed(string identity) => new(Endpoint, "Example", [new("grant_type", "assertion")], now => now.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture)) { Identity = identity };

        Signed("a").Key.ShouldBe(Signed("a").Key);
        Signed("a").Key.ShouldNotBe(Signed("b").Key);
        await GetAsync(Signed("a"));
        server.Forms.ShouldHaveSingleItem().ShouldBe($"grant_type=assertion&assertion={time.GetUtcNow().ToUnixTimeSeconds()}");
    }

    [Fact]
    public async Task Get_AskedByManyAtOnce_FetchesOnce()
    {
        server.Gate = new TaskCompletionSource();

        var all = Enumerable.Range(0, 20).Select(_ => GetAsync()).ToList();
        server.Gate.SetResult();

        (await Task.WhenAll(all)).ShouldAllBe(t => t.Token == "token-1");
        server.Forms.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Get_AfterForget_IsAnotherToken()
    {
        await GetAsync();

        Tokens.Forget(Request());

        (await GetAsync()).Token.ShouldBe("token-2");
    }

    [Theory]
    [InlineData(1, 0.4, "token-1")]
    [InlineData(1, 0.6, "token-2")]
    [InlineData(null, 179, "token-1")]
    [InlineData(null, 181, "token-2")]
    public async Task Get_ShortOrUnknownLife_IsRenewedInTime(int? life, double seconds, string expected)
    {
        server.ExpiresIn = life;
        await GetAsync();

        time.Advance(TimeSpan.FromSeconds(seconds));

        (await GetAsync()).Token.ShouldBe(expected);
    }

    [Theory]
    [InlineData(400, """{"error":"invalid_grant"}""", DestinationOutcome.Reconnect, "invalid_grant")]
    [InlineData(400, """{"error":"unauthorized_client"}""", DestinationOutcome.Reconnect, "unauthorized_client")]
    [InlineData(401, """{"error":"invalid_client"}""", DestinationOutcome.Reconnect, "invalid_client")]
    [InlineData(403, "<html>", DestinationOutcome.Reconnect, "http403")]
    [InlineData(400, """{"error":"invalid_scope"}""", DestinationOutcome.Stop, "invalid_scope")]
    [InlineData(400, "<html>", DestinationOutcome.Stop, "http400")]
    [InlineData(429, "", DestinationOutcome.Throttled, "http429")]
    [InlineData(503, "", DestinationOutcome.Retry, "http503")]
    [InlineData(200, "<html>", DestinationOutcome.Retry, "unreadableResponse")]
    [InlineData(200, """{"access_token":""}""", DestinationOutcome.Retry, "unreadableResponse")]
    public async Task Get_Failure_IsAValueThatIsNotKept(int status, string body, DestinationOutcome outcome, string code)
    {
        server.Answer = (status, body);

        var failed = await GetAsync();

        failed.Token.ShouldBeNull();
        (failed.Failure?.Outcome, failed.Failure?.Code).ShouldBe((outcome, code));
        failed.Failure?.Message.ShouldNotContain("secret\"");
        server.Answer = null;
        (await GetAsync()).Token.ShouldBe("token-2");
    }

    [Theory]
    [InlineData(true, "refresh-2", 1)]
    [InlineData(true, "refresh", 0)]
    [InlineData(true, "", 0)]
    [InlineData(false, "refresh-2", 0)]
    public async Task Get_AnotherRefreshTokenComesAlong_IsGivenToTheKeeperWhereThereIsAPlace(bool hasPlace, string given, int kept)
    {
        var keeper = new Keeper();
        var place = new RefreshTokenPlace(new DestinationId("example"), "refreshToken");
        server.Answer = (200, $$"""{"access_token":"token","refresh_token":"{{given}}"}""");

        await new AccessTokens(new DestinationHttp(server), time, keeper).GetAsync(TokenRequest.Refresh(Endpoint, "Example", "client", "secret", "refresh", place: hasPlace ? place : null), CancellationToken.None);

        keeper.Kept.ShouldBe(Enumerable.Repeat((place, "refresh", given), kept));
    }

    private sealed class Keeper : IRefreshTokenKeeper
    {
        public List<(RefreshTokenPlace Place, string Shown, string Given)> Kept { get; } = [];

        public Task KeepAsync(RefreshTokenPlace place, string shown, string given, CancellationToken cancellationToken)
        {
            Kept.Add((place, shown, given));
            return Task.CompletedTask;
        }
    }

    /// <summary>Gives tokens that count up; the last call's form is kept as it was posted.</summary>
    private sealed class TokenServer : HttpMessageHandler, IHttpClientFactory
    {
        public List<string> Forms { get; } = [];

        public int? ExpiresIn { get; set; } = 3600;

        public (int Status, string Body)? Answer { get; set; }

        public TaskCompletionSource? Gate { get; set; }

        public HttpClient CreateClient(string name) => new Borrowed(this);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Forms.Add(request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken));
            if (Gate is { } gate)
            {
                await gate.Task;
            }

            return Answer is { } answer
                ? new HttpResponseMessage((HttpStatusCode)answer.Status) { Content = new StringContent(answer.Body) }
                : new HttpResponseMessage { Content = JsonContent.Create(new { access_token = $"token-{Forms.Count}", expires_in = ExpiresIn, token_type = "Bearer" }) };
        }

        /// <summary>Leaves the handler to the next call.</summary>
        private sealed class Borrowed(HttpMessageHandler handler) : HttpClient(handler, disposeHandler: false);
    }
}
