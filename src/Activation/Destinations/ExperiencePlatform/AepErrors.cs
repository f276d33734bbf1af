using System.Globalization;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Destinations.ExperiencePlatform;

/// <summary>What an answer means, and what became of each message.</summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/experience-platform/ingestion/tutorials/streaming-multiple-messages#response-codes</remarks>
internal static class AepErrors
{
    private static readonly DestinationResult WrongOrganization = new(
        Stop, "wrongOrganization", "Experience Platform says that the inlet does not belong to this organization. Check organizationId and inletId.");

    public static DestinationResult Classify(HttpReply reply, DateTimeOffset now) => reply.Status switch
    {
        403 => new DestinationResult(Reconnect, "http403", "Experience Platform refused the access token as invalid or expired. Check the credential and set the destination's secret."),
        404 => new DestinationResult(Stop, "http404", "Experience Platform does not know this inlet. Check inletId."),
        _ => StatusRules.Classify(reply, "Experience Platform", now),
    };

    /// <summary>Null if the message was taken; a result if what happened concerns more than the message.</summary>
    public static (DestinationResult? Failure, string? Refusal) Of(AepResponse response) => response.StatusCode switch
    {
        null or (>= 200 and < 300) => (null, null),
        400 when response.Message?.Contains("ims org", StringComparison.OrdinalIgnoreCase) == true => (WrongOrganization, null),
        400 when response.Message?.Contains("unknown xdm format", StringComparison.OrdinalIgnoreCase) == true => (null, "unknownXdmFormat"),
        401 or 403 => (new DestinationResult(Reconnect, Code(response), "Experience Platform refused the access token. Check the credential and set the destination's secret."), null),
        408 or 429 or >= 500 => (new DestinationResult(Retry, Code(response), "Experience Platform could not take all messages; the call is tried again."), null),
        _ => (null, RejectedRow.ByPlatform),
    };

    private static string Code(AepResponse response) => string.Create(CultureInfo.InvariantCulture, $"message{response.StatusCode}");
}
