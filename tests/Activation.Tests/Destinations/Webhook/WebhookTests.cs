using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.Webhook;

namespace Activation.Tests.Destinations.Webhook;

public sealed class WebhookTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 6, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Sign_KnownBody_IsHmacOfTimestampAndBody()
    {
        // printf '1795500000.{"a":1}' | openssl dgst -sha256 -hmac signing-secret
        WebhookSignature.Sign(Encoding.UTF8.GetBytes("signing-secret"), "1795500000", """{"a":1}"""u8).ShouldBe("sha256=3ab27ae13b74f705f832203eb629680bffb186d1662072865d9794ef87fcda5c");
        WebhookSignature.Timestamp(Now).ShouldBe("1795500000");
    }

    [Fact]
    public void Body_OfBatch_HoldsMembersByProfileId()
    {
        var member = Member.Of("C-1", ("email", ["a", "b"]), ("externalId", ["C-1"]));
        var batch = new DestinationBatch(new BatchId(new RunId("gold.1"), 3), 2, "gold", "Gold members", BatchOperation.Remove, [member], Now);

        var json = JsonDocument.Parse(WebhookBody.Of(batch)).RootElement;

        json.GetProperty("batchId").GetString().ShouldBe("gold.1.3");
        json.GetProperty("attempt").GetInt32().ShouldBe(2);
        json.GetProperty("operation").GetString().ShouldBe("remove");
        json.GetProperty("audience").GetProperty("name").GetString().ShouldBe("Gold members");
        var first = json.GetProperty("members")[0];
        first.GetProperty("id").GetString().ShouldBe(ProfileId.ForCustomer("C-1").ToString());
        first.GetProperty("identifiers").GetProperty("email").EnumerateArray().Select(e => e.GetString()).ShouldBe([Member.Hash("a"), Member.Hash("b")]);
    }

    [Theory]
    [InlineData(200, DestinationOutcome.Success)]
    [InlineData(204, DestinationOutcome.Success)]
    [InlineData(301, DestinationOutcome.Stop)]
    [InlineData(401, DestinationOutcome.Reconnect)]
    [InlineData(403, DestinationOutcome.Reconnect)]
    [InlineData(404, DestinationOutcome.Stop)]
    [InlineData(408, DestinationOutcome.Retry)]
    [InlineData(410, DestinationOutcome.Stop)]
    [InlineData(400, DestinationOutcome.Refused)]
    [InlineData(413, DestinationOutcome.Refused)]
    [InlineData(422, DestinationOutcome.Refused)]
    [InlineData(429, DestinationOutcome.Throttled)]
    [InlineData(500, DestinationOutcome.Retry)]
    [InlineData(503, DestinationOutcome.Retry)]
    public void Classify_Status_GivesOutcome(int status, DestinationOutcome outcome) =>
        WebhookReply.Classify(Reply(status), Now).Outcome.ShouldBe(outcome);

    [Fact]
    public void Classify_RetryAfter_IsTheWait()
    {
        var result = WebhookReply.Classify(Reply(503, "120"), Now);

        result.Outcome.ShouldBe(DestinationOutcome.Throttled);
        result.Wait.ShouldBe(TimeSpan.FromMinutes(2));
        WebhookReply.Classify(Reply(429, Now.AddHours(1).ToString("R")), Now).Wait.ShouldBe(TimeSpan.FromHours(1));
        WebhookReply.Classify(Reply(429, Now.AddHours(-1).ToString("R")), Now).Wait.ShouldBe(TimeSpan.Zero);
        WebhookReply.Classify(Reply(429, "99999999"), Now).Wait.ShouldBe(TimeSpan.FromDays(1));
    }

    [Theory]
    [InlineData("0", "30", 30.0)]
    [InlineData("1", "30", null)]
    [InlineData("0", "soon", null)]
    public void Classify_SuccessWithNoCallLeft_AsksToRest(string remaining, string reset, double? seconds)
    {
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation("RateLimit-Remaining", remaining);
        response.Headers.TryAddWithoutValidation("RateLimit-Reset", reset);

        var result = WebhookReply.Classify(new HttpReply(null, HttpStatusCode.OK, response.Headers, []), Now);

        (result.Outcome, result.Wait).ShouldBe((DestinationOutcome.Success, seconds is { } s ? TimeSpan.FromSeconds(s) : null));
    }

    [Fact]
    public void Rejected_Answer_KeepsCodesAndHidesSentences() =>
        WebhookReply.Rejected("""{"rejected":[{"index":1,"reason":"unknownMember"},{"index":0,"reason":"a@example.com?"},{"index":9,"reason":"x"},{"index":1}]}"""u8.ToArray(), Two(BatchOperation.Add))
            .ShouldBe([new RejectedRow(1, "unknownMember"), new RejectedRow(0, "rejectedByReceiver")]);

    [Theory]
    [InlineData("")]
    [InlineData("OK")]
    [InlineData("{}")]
    [InlineData("""{"rejected":null}""")]
    public void Rejected_OtherAnswer_IsNone(string body) => WebhookReply.Rejected(Encoding.UTF8.GetBytes(body), Two(BatchOperation.Add)).ShouldBeEmpty();

    [Theory]
    [InlineData(BatchOperation.Add, 2)]
    [InlineData(BatchOperation.Remove, 1)]
    public void Rejected_ReceiverHasNoSuchMember_IsAsGoodAsRemoved(BatchOperation operation, int rejected) =>
        WebhookReply.Rejected("""{"rejected":[{"index":0,"reason":"notAMember"},{"index":1,"reason":"locked"}]}"""u8.ToArray(), Two(operation)).Count.ShouldBe(rejected);

    [Theory]
    [InlineData("""{"url":"http://example.com/hook"}""", "settings.url")]
    [InlineData("""{"url":"https://user:pass@example.com/hook"}""", "settings.url")]
    [InlineData("""{"url":"ftp://example.com/hook"}""", "settings.url")]
    [InlineData("""{}""", "settings.url")]
    public void Validate_WrongAddress_NamesIt(string settings, string path) =>
        Should.Throw<ProblemException>(() => new WebhookDestination(new DestinationHttp(new NoClients()), TimeProvider.System).Validate(Account(settings))).Path.ShouldBe(path);

    [Fact]
    public void Address_WithApiBaseUrl_TakesItsOrigin() =>
        new WebhookSettings(Account("""{"url":"https://example.com/hook?a=1","apiBaseUrl":"http://127.0.0.1:7072"}""")).Address.AbsoluteUri.ShouldBe("http://127.0.0.1:7072/hook?a=1");

    private static DestinationBatch Two(BatchOperation operation) =>
        new(new BatchId(new RunId("gold.1"), 3), 2, "gold", "Gold members", operation, [Member.Of("C-1", ("email", ["a"])), Member.Of("C-2", ("email", ["b"]))], Now);

    private static DestinationAccount Account(string settings) => new(
        new DestinationId("hook"), JsonDocument.Parse(settings).RootElement, new Dictionary<string, string> { ["signingSecret"] = "signing-secret" });

    private static HttpReply Reply(int status, string? retryAfter = null)
    {
        var response = new HttpResponseMessage();
        if (retryAfter is not null)
        {
            response.Headers.RetryAfter = RetryConditionHeaderValue.Parse(retryAfter);
        }

        return new HttpReply(null, (HttpStatusCode)status, response.Headers, []);
    }
}
