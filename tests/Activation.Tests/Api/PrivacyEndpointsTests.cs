using System.Text.Json;

namespace Activation.Tests.Api;

public sealed class PrivacyEndpointsTests
{
    private const string Secret = "ann@example.com";

    [Theory]
    [InlineData("""{"type": "delete", "identifiers": []}""", 400, "noIdentifiers")]
    [InlineData("""{"type": "erase", "identifiers": [{"email": "ann@example.com"}]}""", 400, "invalidValue")]
    [InlineData("""{"identifiers": [{"email": "ann@example.com"}]}""", 400, "missingProperty")]
    [InlineData("""{"type": "delete", "identifiers": ["ann@example.com"]}""", 400, "invalidIdentifier")]
    [InlineData("""{"type": "delete", "identifiers": [{"email": "ann@example.com", "phone": "1"}]}""", 400, "invalidIdentifier")]
    [InlineData("""{"type": "delete", "identifiers": [{"ann@example.com": "email"}]}""", 400, "invalidIdentifier")]
    [InlineData("""{"type": "delete", "identifiers": [{"email": ["ann@example.com"]}]}""", 400, "invalidIdentifier")]
    [InlineData("""{"type": "delete", "identifiers": [{"firstName": "ann@example.com"}]}""", 400, "invalidIdentifier")]
    [InlineData("""{"type": "suppress", "suppress": false, "identifiers": [{"email": "ann@example.com"}]}""", 400, "suppressOfDelete")]
    public async Task Request_NotAsItShouldBe_IsRefusedWithoutRepeatingAValue(string body, int status, string code)
    {
        await using var api = new ApiHarness(new NothingStored());

        var (answered, answer) = await api.SendJsonAsync("POST", "/api/privacy/requests", body);

        (answered, answer["code"]?.GetValue<string>()).ShouldBe((status, code));
        answer.ToJsonString().ShouldNotContain(Secret);
    }

    [Fact]
    public async Task Request_OneIdentifierOutsideOfAList_IsToldThatAListIsExpected()
    {
        await using var api = new ApiHarness(new NothingStored());

        var (_, answer) = await api.SendJsonAsync("POST", "/api/privacy/requests", """{"type": "delete", "identifiers": {"email": "ann@example.com"}}""");

        answer["detail"]?.GetValue<string>().ShouldBe("The value of 'identifiers' is not as expected: 'identifiers' is a list of objects.");
    }

    [Fact]
    public async Task Request_OfMoreThanFiveThousandIdentifiers_Is413()
    {
        await using var api = new ApiHarness(new NothingStored());
        var body = JsonSerializer.Serialize(new { type = "delete", identifiers = Enumerable.Range(0, 5001).Select(i => new { customerId = $"C-{i}" }) });

        var (status, answer) = await api.SendJsonAsync("POST", "/api/privacy/requests", body);

        (status, answer["code"]?.GetValue<string>()).ShouldBe((413, "tooManyIdentifiers"));
    }

    [Theory]
    [InlineData("GET", "/api/privacy/requests/20261124120000000deadbeef")]
    [InlineData("POST", "/api/privacy/requests/20261124120000000deadbeef/retry")]
    public async Task Request_NotThere_Is404(string method, string path)
    {
        await using var api = new ApiHarness(new NothingStored());

        var (status, answer) = await api.SendJsonAsync(method, path);

        (status, answer["code"]?.GetValue<string>()).ShouldBe((404, "privacyRequestNotFound"));
    }

    [Fact]
    public async Task Suppressions_OfAnEmptyStore_AreNone()
    {
        await using var api = new ApiHarness(new NothingStored());

        var (status, answer) = await api.SendJsonAsync("GET", "/api/privacy/suppressions");

        (status, answer["count"]?.GetValue<long>()).ShouldBe((200, 0L));
    }
}
