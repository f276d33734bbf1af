using Activation.Delivery;
using Activation.Destinations;
using Activation.Local.Sandbox;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Tests.Destinations.AzureMessaging;

/// <summary>What an event hub and a topic have in common.</summary>
public abstract class MessagingConformanceTests : PlatformConformanceTests
{
    private protected abstract string Name { get; }

    private protected abstract string EntitySetting { get; }

    private protected override SandboxOptions Options => new() { AccessToken = "right-key" };

    private protected override string Settings => SettingsWith("\"keyName\":\"sandbox-policy\"");

    private protected override IReadOnlyDictionary<string, string> Secret => new Dictionary<string, string> { ["key"] = "right-key" };

    private protected override IReadOnlyDictionary<string, string> WrongSecret => new Dictionary<string, string> { ["key"] = "wrong-key" };

    private protected override bool HasAudiences => false;

    // The answers have no code of their own.
    private protected override IReadOnlyList<DocumentedError> Errors =>
    [
        new(400, "", Refused, "http400"),
        new(401, "", Reconnect, "http401"),
        new(403, "", Throttled, "http403") { Wait = TimeSpan.FromMinutes(1) },
        new(404, "", Stop, "http404"),
        new(410, "", Stop, "http410"),
        new(413, "", Refused, "http413"),
        new(429, "", Throttled, "http429") { Wait = TimeSpan.FromSeconds(10) },
        new(500, "", Retry, "http500"),
        new(503, "", Throttled, "http503") { Wait = TimeSpan.FromSeconds(10) },
    ];

    private protected override Task<IReadOnlyList<string>> HeldAsync(string audienceId) => base.HeldAsync($"{Name}.{audienceId}");

    [Fact]
    public async Task Send_WithEntraId_GetsOneToken()
    {
        var account = Account(
            SettingsWith($"\"tenantId\":\"contoso.example.com\",\"clientId\":\"sandbox-client\",\"loginBaseUrl\":\"{Sandbox.BaseUrl}{Name}\""),
            new Dictionary<string, string> { ["key"] = "sandbox-client-secret" });
        var destination = Destination;

        (await destination.SendAsync(account, Batch("gold", BatchOperation.Add, Row(1)), CancellationToken.None)).Result.ShouldBe(DestinationResult.Success);
        (await destination.SendAsync(account, Batch("gold", BatchOperation.Add, Row(2)), CancellationToken.None)).Result.ShouldBe(DestinationResult.Success);

        Sandbox.Platform.Calls.Select(c => c.Operation).ShouldBe(["token", "add", "add"]);
    }

    [Fact]
    public async Task Check_NoSuchEntity_SaysWhichSettingIsWrong()
    {
        var result = await Destination.CheckAsync(Account(Settings.Replace("audiences", "others"), Secret), CancellationToken.None);

        result.Outcome.ShouldBe(Stop);
        result.Message.ShouldContain(EntitySetting);
    }

    [Fact]
    public async Task Send_LargeMembers_MakesRequestsWithinTheLimit()
    {
        var note = System.Text.Json.JsonElement.Parse($"\"{new string('x', 4000)}\"");
        IReadOnlyList<MemberRow> rows = [.. Enumerable.Range(1, 100).Select(i => Row(i) with { Enrichment = new Activation.Destinations.Enrichment(1.5, [new("note", note)]) })];
        var account = Account(SettingsWith("\"keyName\":\"sandbox-policy\",\"maxKilobytes\":64"), Secret);

        (await Destination.SendAsync(account, Batch("gold", BatchOperation.Add, rows), CancellationToken.None)).Rejected.ShouldBeEmpty();

        Sandbox.Platform.Calls.Count.ShouldBeGreaterThan(6);
        (await HeldAsync("gold")).Count.ShouldBe(100);
    }

    [Fact]
    public async Task Send_MemberLargerThanARequest_IsNamed()
    {
        var note = System.Text.Json.JsonElement.Parse($"\"{new string('x', 70_000)}\"");
        var account = Account(SettingsWith("\"keyName\":\"sandbox-policy\",\"maxKilobytes\":64"), Secret);

        var sent = await Destination.SendAsync(
            account, Batch("gold", BatchOperation.Add, Row(1), Row(2) with { Enrichment = new Activation.Destinations.Enrichment(null, [new("note", note)]) }), CancellationToken.None);

        sent.Rejected.ShouldBe([new RejectedRow(1, "messageTooLarge")]);
        (await HeldAsync("gold")).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("", "settings.keyName")]
    [InlineData(",\"tenantId\":\"t\"", "settings.clientId")]
    [InlineData(",\"clientId\":\"c\"", "settings.tenantId")]
    [InlineData(",\"keyName\":\"k\",\"clientId\":\"c\"", "settings.keyName")]
    [InlineData(",\"keyName\":\"k\",\"maxKilobytes\":63", "settings.maxKilobytes")]
    [InlineData(",\"keyName\":\"k\",\"apiBaseUrl\":\"http://elsewhere.example.com\"", "settings.apiBaseUrl")]
    public void Validate_WrongSettings_NamesThem(string more, string path) =>
        Should.Throw<ProblemException>(() => Destination.Validate(Account($$"""{"namespace":"contoso.servicebus.windows.net","{{EntitySetting}}":"audiences"{{more}}}""", Secret))).Path.ShouldBe(path);

    private string SettingsWith(string credentials) =>
        $$"""{"namespace":"contoso.servicebus.windows.net","{{EntitySetting}}":"audiences","apiBaseUrl":"{{Sandbox.BaseUrl}}{{Name}}",{{credentials}}}""";
}
