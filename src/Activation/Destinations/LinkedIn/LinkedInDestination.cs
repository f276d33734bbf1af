using System.Globalization;
using Activation.Destinations.OAuth;

namespace Activation.Destinations.LinkedIn;

/// <summary>
/// LinkedIn Matched Audiences: users are added to and removed from a DMP segment, each with a status of its own. Who is added again, or removed and not there, is a success too.
/// </summary>
/// <remarks>
/// https://learn.microsoft.com/en-us/linkedin/marketing/matched-audiences/matched-audiences and https://learn.microsoft.com/en-us/linkedin/marketing/matched-audiences/create-and-manage-segment-users
/// </remarks>
internal sealed class LinkedInDestination(DestinationHttp http, AccessTokens tokens, TimeProvider time) : SettingsDestination<LinkedInSettings>(LinkedInType.Create())
{
    private readonly LinkedInClient client = new(http, tokens, time);

    public override string AccountOf(DestinationAccount account) => $"{Type.Type}.{account.Setting("adAccountId") ?? account.Id.Value}";

    protected override Task<DestinationResult> CheckAsync(LinkedInSettings settings, CancellationToken cancellationToken) =>
        new LinkedInSegments(client).CheckAsync(settings, cancellationToken);

    protected override Task<EnsureAudienceResult> EnsureAudienceAsync(LinkedInSettings settings, AudienceSpec audience, CancellationToken cancellationToken) =>
        new LinkedInSegments(client).EnsureAsync(settings, audience, cancellationToken);

    protected override async Task<SendResult> SendAsync(LinkedInSettings settings, DestinationBatch batch, CancellationToken cancellationToken)
    {
        var elements = LinkedInElements.Of(batch);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(elements.Content.Count, LinkedInType.MaxElements, nameof(batch));
        if (elements.Content.Count == 0)
        {
            return SendResult.Success;
        }

        var content = PlatformClient.Json(new LinkedInUsersBody(elements.Content), LinkedInJson.Default.LinkedInUsersBody);
        var reply = await client.SendAsync(
            settings, HttpMethod.Post, $"{LinkedInSegments.Path(batch.AudienceId)}/users", "BATCH_CREATE", content,
            LinkedInJson.Default.LinkedInUsersReply, r => r.Elements?.Count == elements.Content.Count, cancellationToken);
        return reply.Value?.Elements is { } statuses ? elements.Read(statuses) : SendResult.Failure(await ConfirmMissingAsync(settings, batch.AudienceId, reply, cancellationToken));
    }

    protected override async Task<AudienceReport?> ReportAsync(LinkedInSettings settings, string audienceId, IReadOnlyList<string> receipts, CancellationToken cancellationToken)
    {
        var found = await new LinkedInSegments(client).GetAsync(settings, audienceId, cancellationToken);
        var state = found.Value?.Destinations is [var first, ..] ? first : null;
        return new AudienceReport(found.Result)
        {
            State = state?.Status?.ToLower(CultureInfo.InvariantCulture),
            Explanation = state?.Status switch
            {
                "BUILDING" or "UPDATING" => "LinkedIn is matching the users; this takes up to two days.",
                "FAILED" or "ERROR" => "LinkedIn could not build the segment, and no campaign can use it. Delete it at LinkedIn: the next run makes it anew.",
                "ARCHIVED" => "No campaign has used the segment for 30 days. It is ready again when one does.",
                "EXPIRED" => "LinkedIn has given the segment up since nothing used it for long. Delete it at LinkedIn: the next run makes it anew.",
                _ => null,
            },
            SizeAtLeast = state?.AudienceSize,
        };
    }

    protected override Task<DestinationResult> DeleteAudienceAsync(LinkedInSettings settings, string audienceId, CancellationToken cancellationToken) =>
        new LinkedInSegments(client).DeleteAsync(settings, audienceId, cancellationToken);

    protected override LinkedInSettings Read(DestinationAccount account) => new(account);

    /// <summary>A segment is not known for some seconds after it was made, and for ever after it was deleted.</summary>
    private async Task<DestinationResult> ConfirmMissingAsync(LinkedInSettings settings, string segment, PlatformReply<LinkedInUsersReply> reply, CancellationToken cancellationToken)
    {
        if (reply.Reply.Failure is not null || reply.Reply.Status != 404)
        {
            return reply.Result;
        }

        var found = await new LinkedInSegments(client).GetAsync(settings, segment, cancellationToken);
        return found.Result.Outcome == DestinationOutcome.Success
            ? reply.Result with { Outcome = DestinationOutcome.Throttled, Message = "LinkedIn has made the segment and cannot fill it yet; the batch waits.", Wait = LinkedInErrors.Settling }
            : found.Result;
    }
}
