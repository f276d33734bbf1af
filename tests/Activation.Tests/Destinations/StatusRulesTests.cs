using System.Net;
using Activation.Destinations;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Tests.Destinations;

public sealed class StatusRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 6, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(200, Success)]
    [InlineData(204, Success)]
    [InlineData(302, Stop)]
    [InlineData(400, Refused)]
    [InlineData(401, Reconnect)]
    [InlineData(403, Stop)]
    [InlineData(404, Stop)]
    [InlineData(408, Retry)]
    [InlineData(413, Refused)]
    [InlineData(422, Refused)]
    [InlineData(425, Retry)]
    [InlineData(429, Throttled)]
    [InlineData(500, Retry)]
    [InlineData(503, Retry)]
    public void Classify_Status_HasItsMeaning(int status, DestinationOutcome outcome)
    {
        var result = StatusRules.Classify(Reply(status), "Example", Now);

        result.Outcome.ShouldBe(outcome);
        if (outcome != Success)
        {
            result.Code.ShouldBe($"http{status}");
            result.Message.ShouldStartWith("Example ");
        }
    }

    [Theory]
    [InlineData(429, "30", 30, Throttled)]
    [InlineData(503, "30", 30, Throttled)]
    [InlineData(500, "30", 30, Retry)]
    [InlineData(408, "30", 30, Retry)]
    [InlineData(429, "Tue, 24 Nov 2026 06:01:00 GMT", 60, Throttled)]
    [InlineData(429, "Tue, 24 Nov 2026 05:00:00 GMT", 0, Throttled)]
    [InlineData(429, "999999", 86_400, Throttled)]
    public void Classify_RetryAfter_IsTheWait(int status, string header, int seconds, DestinationOutcome outcome)
    {
        var result = StatusRules.Classify(Reply(status, header), "Example", Now);

        (result.Outcome, result.Wait).ShouldBe((outcome, TimeSpan.FromSeconds(seconds)));
    }

    [Fact]
    public void Classify_PlatformsOwnCode_IsKept() => StatusRules.Classify(Reply(400), "Example", Now, "E3002").Code.ShouldBe("E3002");

    private static HttpReply Reply(int status, string? retryAfter = null)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status);
        if (retryAfter is not null)
        {
            response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        }

        return new HttpReply(null, response.StatusCode, response.Headers, []);
    }
}
