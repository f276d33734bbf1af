using Activation.Delivery;

namespace Activation.Destinations.Google;

/// <summary>Sends audience members to a list, or takes them out of it.</summary>
/// <remarks>https://developers.google.com/data-manager/api/reference/rest/v1/audienceMembers/ingest, …/remove and …/removeAll</remarks>
internal sealed class GoogleUploads(GoogleClient client)
{
    /// <summary>A call whose members at fault are left out is sent again so often in one attempt; what is still refused then is for the batch to be split.</summary>
    private const int MaxCalls = 3;

    /// <summary>One call's members; those that Google names as being at fault are left out and noted.</summary>
    /// <param name="rejected">Row to reason; added to.</param>
    /// <param name="validateOnly">True: nothing is applied, and a success has no id.</param>
    /// <returns>With the request's id on success.</returns>
    public async Task<(DestinationResult Result, string? Request)> SendAsync(
        GoogleSettings settings, DestinationBatch batch, IReadOnlyList<GoogleMember> members, IDictionary<int, string> rejected, bool validateOnly, CancellationToken cancellationToken)
    {
        var path = batch.Operation == BatchOperation.Add ? "audienceMembers:ingest" : "audienceMembers:remove";
        for (var call = 1; ; call++)
        {
            var content = PlatformClient.Json(Body(settings, batch, members, validateOnly), GoogleJson.Default.GoogleMembersBody);
            var reply = await client.SendAsync(settings, HttpMethod.Post, path, content, GoogleJson.Default.GoogleRequest, r => validateOnly || r.RequestId is { Length: > 0 }, cancellationToken);
            var faults = reply.Result.Outcome == DestinationOutcome.Refused ? GoogleViolations.Of(reply.Reply.Body, members.Count) : new Dictionary<int, string>();
            var rows = faults.Keys.Select(i => members[i].Row).ToHashSet();
            IReadOnlyList<GoogleMember> rest = [.. members.Where(m => !rows.Contains(m.Row))];
            if (faults.Count == 0 || rest.Count == 0 || call == MaxCalls)
            {
                return (reply.Result, reply.Value?.RequestId);
            }

            foreach (var (index, reason) in faults)
            {
                rejected.TryAdd(members[index].Row, reason);
            }

            members = rest;
        }
    }

    /// <summary>Takes everybody out who is in the list by now.</summary>
    /// <returns>With the request's id on success.</returns>
    /// <remarks>https://developers.google.com/data-manager/api/devguides/audiences/google-ads/customer-match/remove-all-members</remarks>
    public async Task<(DestinationResult Result, string? Request)> ClearAsync(GoogleSettings settings, string audienceId, CancellationToken cancellationToken)
    {
        var content = PlatformClient.Json(new GoogleClearBody([Target(settings, audienceId)]), GoogleJson.Default.GoogleClearBody);
        var reply = await client.SendAsync(settings, HttpMethod.Post, "audienceMembers:removeAll", content, GoogleJson.Default.GoogleRequest, r => r.RequestId is { Length: > 0 }, cancellationToken);
        return (reply.Result, reply.Value?.RequestId);
    }

    private static GoogleTarget Target(GoogleSettings settings, string audienceId) => new(settings.Login, settings.Operating, audienceId);

    private static GoogleMembersBody Body(GoogleSettings settings, DestinationBatch batch, IReadOnlyList<GoogleMember> members, bool validateOnly)
    {
        var adds = batch.Operation == BatchOperation.Add;
        return new GoogleMembersBody(
            [Target(settings, batch.AudienceId)],
            [.. members.Select(m => m.Content)],
            settings.Mobile is null ? "HEX" : null,
            adds ? new GoogleTerms("ACCEPTED") : null)
        {
            ValidateOnly = validateOnly ? true : null,
        };
    }
}
