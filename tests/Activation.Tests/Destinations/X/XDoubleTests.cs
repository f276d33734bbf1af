using Activation.Destinations.X;

namespace Activation.Tests.Destinations.X;

public sealed class XDoubleTests : StandInTests
{
    private const string Audiences = "x/12/accounts/18ce54d4x5t/custom_audiences";

    private static readonly string Hash = Member.Hash("a");

    private static readonly OAuth1Signer Signer = new("sandbox-consumer-key", "sandbox-consumer-secret", "sandbox-token", "sandbox-token-secret");

    private int nonces;

    private protected override IReadOnlyList<KeyValuePair<string, string>> Headers => [];

    private Task<(int Status, string Body)> SignedAsync(string method, string path, string? body = null, string? nonce = null, string? signedPath = null)
    {
        var header = Signer.Sign(new HttpMethod(method), new Uri(Sandbox.BaseUrl, signedPath ?? path), nonce ?? $"{++nonces}", DateTimeOffset.UnixEpoch);
        return CallAsync(method, path, body, headers: [new("Authorization", header.ToString())]);
    }

    private async Task<string> AudienceAsync()
    {
        (await SignedAsync("POST", $"{Audiences}?name=Gold")).Status.ShouldBe(200);
        return Sandbox.Platform.Audiences.ShouldHaveSingleItem().Id;
    }

    [Theory]
    [InlineData("""[{"operation_type":"Update","params":{"users":[{"email":["HASH"],"phone_number":["HASH"]}]}}]""", 200)]
    [InlineData("""[{"operation_type":"Update","params":{"effective_at":"2018-05-15T00:00:00Z","expires_at":"2019-01-01T07:00:00Z","users":[{"partner_user_id":["C-1"]}]}}]""", 200)]
    [InlineData("""{"operation_type":"Update","params":{"users":[{"email":["HASH"]}]}}""", 400)]
    [InlineData("""[{"operation_type":"Add","params":{"users":[{"email":["HASH"]}]}}]""", 400)]
    [InlineData("""[{"operation_type":"Update","params":{"users":[{"email":"HASH"}]}}]""", 400)]
    [InlineData("""[{"operation_type":"Update","params":{"users":[{"emails":["HASH"]}]}}]""", 400)]
    [InlineData("""[{"operation_type":"Update","params":{"users":[{"email":["jane@example.com"]}]}}]""", 400)]
    [InlineData("""[{"operation_type":"Update","params":{"users":[{}]}}]""", 400)]
    [InlineData("""[{"operation_type":"Update","params":{"users":[]}}]""", 400)]
    [InlineData("""[]""", 400)]
    public async Task Users_Body_IsReadStrictly(string body, int status)
    {
        var audience = await AudienceAsync();

        (await SignedAsync("POST", $"{Audiences}/{audience}/users", body.Replace("HASH", Hash))).Status.ShouldBe(status);

        Sandbox.Platform.Audiences.ShouldHaveSingleItem().People.ShouldBe(status == 200 ? 1 : 0);
    }

    [Fact]
    public async Task Users_TooManyOperationsOrBytes_AreRefused()
    {
        var audience = await AudienceAsync();
        var operation = $$$"""{"operation_type":"Update","params":{"users":[{"email":["{{{Hash}}}"]}]}}""";
        var user = $$"""{"email":["{{Hash}}"]}""";

        (await SignedAsync("POST", $"{Audiences}/{audience}/users", $"[{string.Join(',', Enumerable.Repeat(operation, 2_501))}]")).Status.ShouldBe(400);
        (await SignedAsync("POST", $"{Audiences}/{audience}/users", $$$"""[{"operation_type":"Update","params":{"users":[{{{string.Join(',', Enumerable.Repeat(user, 70_000))}}}]}}]""")).Status.ShouldBe(400);
    }

    [Fact]
    public async Task AnyCall_NotSignedAsItShouldBe_IsRefused()
    {
        (await CallAsync("GET", Audiences)).Status.ShouldBe(401);
        (await CallAsync("GET", Audiences, headers: [new("Authorization", "Bearer sandbox-token")])).Status.ShouldBe(401);
        (await SignedAsync("GET", $"{Audiences}?count=1", signedPath: $"{Audiences}?count=2")).Status.ShouldBe(401);
        (await SignedAsync("GET", Audiences, nonce: "once")).Status.ShouldBe(200);
        (await SignedAsync("GET", Audiences, nonce: "once")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Create_NameThatIsTaken_IsRefused()
    {
        await AudienceAsync();

        (await SignedAsync("POST", $"{Audiences}?name=Gold")).Status.ShouldBe(400);
        (await SignedAsync("POST", Audiences)).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Get_AudienceOfAnotherAccount_IsNotFound()
    {
        var audience = await AudienceAsync();

        (await SignedAsync("GET", $"x/12/accounts/other/custom_audiences/{audience}")).Status.ShouldBe(404);
    }
}
