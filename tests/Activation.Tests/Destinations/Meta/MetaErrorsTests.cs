using Activation.Destinations;
using Activation.Destinations.Meta;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Tests.Destinations.Meta;

public sealed class MetaErrorsTests
{
    [Theory]
    [InlineData(1, 0, Retry)]
    [InlineData(2, 0, Retry)]
    [InlineData(341, 0, Retry)]
    [InlineData(5000, 0, Retry)]
    [InlineData(21009, 0, Retry)]
    [InlineData(4, 1504022, Throttled)]
    [InlineData(4, 1504039, Throttled)]
    [InlineData(17, 2446079, Throttled)]
    [InlineData(613, 1487742, Throttled)]
    [InlineData(80003, 0, Throttled)]
    [InlineData(80014, 0, Throttled)]
    [InlineData(2650, 1870145, Throttled)]
    [InlineData(368, 0, Throttled)]
    [InlineData(2650, 1870147, Retry)]
    [InlineData(2650, 1870158, Retry)]
    [InlineData(2650, 1870159, Retry)]
    [InlineData(2650, 0, Stop)]
    [InlineData(102, 0, Reconnect)]
    [InlineData(104, 0, Reconnect)]
    [InlineData(190, 0, Reconnect)]
    [InlineData(190, 460, Reconnect)]
    [InlineData(190, 463, Reconnect)]
    [InlineData(200, 1870034, Stop)]
    [InlineData(200, 1870047, Stop)]
    [InlineData(200, 1870090, Stop)]
    [InlineData(200, 1870050, Stop)]
    [InlineData(294, 0, Stop)]
    [InlineData(2655, 0, Stop)]
    [InlineData(2654, 0, Stop)]
    [InlineData(100, 1713230, Stop)]
    [InlineData(100, 1487301, Stop)]
    [InlineData(2635, 0, Stop)]
    [InlineData(105, 0, Stop)]
    [InlineData(194, 0, Stop)]
    [InlineData(100, 0, Stop)]
    [InlineData(100, 33, AudienceMissing)]
    [InlineData(100, 1487366, AudienceMissing)]
    [InlineData(123456, 0, Stop)]
    public void Classify_Code_GivesOutcomeOfTheTable(int code, int subcode, DestinationOutcome outcome)
    {
        var result = MetaErrors.Classify(400, new MetaError(code, subcode, IsTransient: false), wait: null);

        result.Outcome.ShouldBe(outcome);
        result.Code.ShouldBe(subcode == 0 ? $"{code}" : $"{code}/{subcode}");
        result.Message.ShouldNotBeNullOrWhiteSpace();
    }

    [Theory]
    [InlineData(500, Retry)]
    [InlineData(503, Retry)]
    [InlineData(429, Throttled)]
    [InlineData(302, Stop)]
    [InlineData(404, Stop)]
    public void Classify_NoErrorInBody_GoesByStatus(int status, DestinationOutcome outcome)
    {
        var result = MetaErrors.Classify(status, null, wait: null);

        result.Outcome.ShouldBe(outcome);
        result.Code.ShouldBe($"http{status}");
    }

    [Fact]
    public void Classify_UnknownButTransient_IsTriedAgain() =>
        MetaErrors.Classify(400, new MetaError(999, 0, IsTransient: true), wait: null).Outcome.ShouldBe(Retry);

    [Fact]
    public void Classify_Throttle_WaitsAsTheHeaderSays()
    {
        var wait = MetaWait.Longest("""{"42":[{"type":"custom_audience","call_count":100,"total_cputime":3,"total_time":7,"estimated_time_to_regain_access":12},{"type":"ads_management","estimated_time_to_regain_access":3}]}""");

        MetaErrors.Classify(400, new MetaError(80003, 0, IsTransient: false), wait).Wait.ShouldBe(TimeSpan.FromMinutes(12));
        MetaErrors.Classify(400, new MetaError(190, 0, IsTransient: false), wait).Wait.ShouldBeNull();
    }

    [Theory]
    [InlineData(94, 0, null)]
    [InlineData(95, 0, 1.0)]
    [InlineData(99, 12, 12.0)]
    [InlineData(10, 5, null)]
    public void AfterSuccess_UsageNearItsLimit_AsksToRest(int percent, int minutes, double? wait)
    {
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation("x-business-use-case-usage", $$"""{"42":[{"call_count":1,"total_cputime":{{percent}},"total_time":7,"estimated_time_to_regain_access":{{minutes}}}]}""");

        MetaWait.AfterSuccess(new HttpReply(null, System.Net.HttpStatusCode.OK, response.Headers, [])).ShouldBe(wait is { } m ? TimeSpan.FromMinutes(m) : null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("soon")]
    [InlineData("""{"42":[]}""")]
    [InlineData("""{"42":[{"estimated_time_to_regain_access":-1}]}""")]
    public void Longest_UnreadableHeader_IsNull(string header) => MetaWait.Longest(header).ShouldBeNull();
}
