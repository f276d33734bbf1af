using System.Globalization;
using System.Text;
using System.Text.Json;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.Meta.Conversions;
using Activation.Local.Sandbox;
using Activation.Tests.Sandbox;

namespace Activation.Tests.Destinations.Meta.Conversions;

/// <remarks>https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/server-event and …/customer-information-parameters</remarks>
public sealed class ConversionsBodyTests
{
    private static readonly DateTimeOffset At = DateTimeOffset.Parse("2026-11-24T06:00:00Z", CultureInfo.InvariantCulture);

    private static ConversionsSettings Settings(string settings) => new(
        new DestinationAccount(new DestinationId("pixel"), JsonDocument.Parse(settings).RootElement, new Dictionary<string, string> { ["accessToken"] = "token" }), At);

    private static DestinationBatch Batch(BatchOperation operation, int part, params IReadOnlyList<MemberRow> rows) =>
        new(new BatchId(new RunId("gold.1"), 1), 1, "gold-web", "Gold members", operation, rows, At) { Part = part };

    private static string Write(DestinationBatch batch, string settings = """{"pixelId":"42"}""") => Encoding.UTF8.GetString(ConversionsBody.Write(batch, Settings(settings)));

    [Theory]
    [InlineData(BatchOperation.Add, "AudienceEntered")]
    [InlineData(BatchOperation.Remove, "AudienceExited")]
    public void Write_OneMember_IsOneEventAsDocumented(BatchOperation operation, string name)
    {
        var member = Member.Of("C-1", ("email", ["a", "b"]), ("externalId", ["C-1"]));
        var body = Write(Batch(operation, 0, member));
        var id = JsonDocument.Parse(body).RootElement.GetProperty("data")[0].GetProperty("event_id").GetString().ShouldNotBeNull();

        id.ShouldMatch("^[0-9a-f]{32}$");
        body.ShouldBe(
            $$$"""{"data":[{"event_name":"{{{name}}}","event_time":1795500000,"event_id":"{{{id}}}","action_source":"system_generated","user_data":{"em":["{{{Member.Hash("a")}}}","{{{Member.Hash("b")}}}"],"external_id":["{{{Member.Hash("C-1")}}}"]},"custom_data":{"audience_id":"gold-web","audience_name":"Gold members"}}]}""");
    }

    /// <remarks>https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/customer-information-parameters: hashing is recommended, in the form that other channels send.</remarks>
    [Fact]
    public void Write_ExternalId_IsHashedOnceUnlessAskedForInClear()
    {
        var batch = Batch(BatchOperation.Add, 0, Member.Of("C-1", ("externalId", ["C-1", Member.Hash("C-2")])));

        Write(batch).ShouldContain($"\"external_id\":[\"{Member.Hash("C-1")}\",\"{Member.Hash("C-2")}\"]");
        Write(batch, """{"pixelId":"42","externalIds":"hashed"}""").ShouldBe(Write(batch));
        Write(batch, """{"pixelId":"42","externalIds":"clear"}""").ShouldContain($"\"external_id\":[\"C-1\",\"{Member.Hash("C-2")}\"]");
    }

    /// <remarks>The ids of https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/fbp-and-fbc</remarks>
    [Theory]
    [InlineData(BatchOperation.Add)]
    [InlineData(BatchOperation.Remove)]
    public void Write_TraitsWithBrowserIds_AreMatchKeysInClearAndOtherTraitsCustomData(BatchOperation operation)
    {
        var member = WithTraits("""{"FBP":"fb.1.1596403881668.1116446470","fbc":"fb.1.1554763741205.AbCdEfGhIjKlMnOpQrStUvWxYz1234567890","tier":"Gold","audience_id":"other"}""");

        Write(Batch(operation, 0, member), """{"pixelId":"42","externalIds":"clear"}""").ShouldContain("""
            "user_data":{"external_id":["C-1"],"fbp":"fb.1.1596403881668.1116446470","fbc":"fb.1.1554763741205.AbCdEfGhIjKlMnOpQrStUvWxYz1234567890"},"custom_data":{"audience_id":"gold-web","audience_name":"Gold members","tier":"Gold"}
            """);
    }

    [Theory]
    [InlineData("\"fb.1.1596403881.1116446470\"")]
    [InlineData("\"GA1.2.111644647.1596403881\"")]
    [InlineData("\"\"")]
    [InlineData("1116446470")]
    public void Write_TraitThatIsNoBrowserId_IsLeftOut(string fbp) =>
        Write(Batch(BatchOperation.Add, 0, WithTraits($$"""{"fbp":{{fbp}}}""")), """{"pixelId":"42","externalIds":"clear"}""").ShouldContain("""
            "user_data":{"external_id":["C-1"]},"custom_data":{"audience_id":"gold-web","audience_name":"Gold members"}
            """);

    private static MemberRow WithTraits(string traits) => Member.Of("C-1", ("externalId", ["C-1"])) with
    {
        Enrichment = new Enrichment(null, [.. JsonDocument.Parse(traits).RootElement.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, p.Value))]),
    };

    [Theory]
    [InlineData("""{"pixelId":"42","limitedDataUse":true}""", "\"data_processing_options\":[\"LDU\"],\"data_processing_options_country\":0,\"data_processing_options_state\":0}]}")]
    [InlineData("""{"pixelId":"42","limitedDataUse":true,"limitedDataUseCountry":1,"limitedDataUseState":1000}""", "\"data_processing_options\":[\"LDU\"],\"data_processing_options_country\":1,\"data_processing_options_state\":1000}]}")]
    public void Write_LimitedDataUse_IsAsDocumented(string settings, string end) => Write(Batch(BatchOperation.Add, 0, Member.Full(1)), settings).ShouldEndWith(end);

    [Fact]
    public void EventId_OfTheSameMemberInAPart_IsTheSame()
    {
        static string IdOf(DestinationBatch batch) => JsonDocument.Parse(ConversionsBody.Write(batch, Settings("""{"pixelId":"42"}"""))).RootElement.GetProperty("data")[0].GetProperty("event_id").GetString() ?? "";

        IdOf(Batch(BatchOperation.Add, 3, Member.Full(1)) with { Attempt = 2 }).ShouldBe(IdOf(Batch(BatchOperation.Add, 0, Member.Full(1))));
        IdOf(Batch(BatchOperation.Add, 0, Member.Full(2))).ShouldNotBe(IdOf(Batch(BatchOperation.Add, 0, Member.Full(1))));
    }

    [Theory]
    [InlineData("""{}""", "settings.pixelId")]
    [InlineData("""{"pixelId":"a"}""", "settings.pixelId")]
    [InlineData("""{"pixelId":"42","actionSource":"website"}""", "settings.actionSource")]
    [InlineData("""{"pixelId":"42","limitedDataUse":"yes"}""", "settings.limitedDataUse")]
    [InlineData("""{"pixelId":"42","externalIds":"md5"}""", "settings.externalIds")]
    public void Validate_WrongSetting_NamesItsPath(string settings, string path)
    {
        var destination = new ConversionsDestination(new DestinationHttp(new NoClients()), TimeProvider.System);

        Should.Throw<ProblemException>(() => destination.Validate(new DestinationAccount(
            new DestinationId("pixel"), JsonDocument.Parse(settings).RootElement, new Dictionary<string, string> { ["accessToken"] = "token" }))).Path.ShouldBe(path);
    }

    [Theory]
    [InlineData("""{"data":[]}""")]
    [InlineData("""{"data":[EVENT,{"event_name":"AudienceEntered"}]}""")]
    [InlineData("""{"data":[{"event_name":"AudienceEntered","event_time":1795500000,"action_source":"website","user_data":{"em":"HASH"}}]}""")]
    [InlineData("""{"data":[{"event_name":"AudienceEntered","event_time":1795500000000,"action_source":"other","user_data":{"em":"HASH"}}]}""")]
    [InlineData("""{"data":[{"event_name":"AudienceEntered","event_time":1795500000,"action_source":"other","user_data":{"em":"ann@example.com"}}]}""")]
    [InlineData("""{"data":[{"event_name":"AudienceEntered","event_time":1795500000,"action_source":"other","user_data":{"fn":"HASH"}}]}""")]
    [InlineData("""{"data":[{"event_name":"AudienceEntered","event_time":1795500000,"action_source":"other","user_data":{"em":"HASH","fbp":"1116446470"}}]}""")]
    [InlineData("""{"data":[{"event_name":"AudienceEntered","event_time":1795500000,"action_source":"other","user_data":{"em":"HASH","madid":"6032d997-3ab0-4de0-aa16-8af0e5b482fb"}}]}""")]
    [InlineData("""{"data":[{"event_name":"AudienceEntered","event_time":1795500000,"action_source":"other","user_data":{"em":"HASH"},"colour":"red"}]}""")]
    [InlineData("""{"data":[{"event_name":"AudienceEntered","event_time":1795500000,"action_source":"other","user_data":{"em":"HASH"},"data_processing_options":["LDU"]}]}""")]
    public async Task Sandbox_OneEventThatIsNotValid_RefusesTheWholeCall(string body)
    {
        const string Event = """{"event_name":"AudienceEntered","event_time":1795500000,"action_source":"other","user_data":{"em":"HASH"},"custom_data":{"audience_id":"gold"}}""";
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions(), CancellationToken.None);
        await using var http = TestHttp.Create();
        var client = new SandboxClient(sandbox, http);
        Task<(int Status, JsonElement Body)> PostAsync(string text) =>
            client.SendAsync(HttpMethod.Post, "metaconversions/v25.0/42/events", text.Replace("EVENT", Event, StringComparison.Ordinal).Replace("HASH", Member.Hash("a"), StringComparison.Ordinal));

        (await PostAsync(body)).Status.ShouldBe(400);
        sandbox.Platform.Audiences.ShouldBeEmpty();
        (await PostAsync("""{"data":[EVENT]}""")).Status.ShouldBe(200);
        sandbox.Platform.Audiences.ShouldHaveSingleItem().People.ShouldBe(1);
    }
}
