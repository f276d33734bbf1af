using static Activation.Destinations.DestinationOutcome;

namespace Activation.Destinations.Snapchat;

/// <summary>What Snapchat's answers mean for us: the HTTP status first, then the status of the request and of each part of it, which may fail with 200.</summary>
/// <remarks>https://developers.snap.com/api/marketing-api/Ads-API/errors and https://developers.snap.com/api/marketing-api/Ads-API/api-patterns</remarks>
internal static class SnapchatErrors
{
    private const string NoPermission = "E3002";

    public static DestinationResult Classify(HttpReply reply, DateTimeOffset now)
    {
        var status = PlatformClient.Read(reply.Body, SnapchatJson.Default.SnapchatStatus);
        var code = status?.ErrorCode;
        return code == NoPermission ? new DestinationResult(Stop, code, "The user behind the refresh token may not do this. Give the user the role of a data manager or more for the ad account, then replay.")
            : !reply.IsSuccess ? StatusRules.Classify(reply, "Snapchat", now, code)
            : string.Equals(status?.RequestStatus, "ERROR", StringComparison.OrdinalIgnoreCase) ? NotTaken(code)
            : PlatformClient.Read(reply.Body, SnapchatJson.Default.SnapchatUsers) is { Users: [_, ..], IsTaken: false } ? NotTaken(code)
            : DestinationResult.Success;
    }

    /// <summary>Whether a failure may be for want of the audience.</summary>
    public static bool MayBeMissing(HttpReply reply) => reply.Failure is null && reply.Status is 404 or 410;

    private static DestinationResult NotTaken(string? code) => new(Refused, code ?? "subRequestFailed", "Snapchat refuses what it is sent as invalid.");
}
