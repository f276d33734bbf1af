using System.Globalization;

namespace Activation.Destinations.LinkedIn;

/// <summary>Finds, makes, renames and deletes DMP segments.</summary>
/// <remarks>https://learn.microsoft.com/en-us/linkedin/marketing/matched-audiences/create-and-manage-segments</remarks>
internal sealed class LinkedInSegments(LinkedInClient client)
{
    private const int PageSize = 100;

    public async Task<EnsureAudienceResult> EnsureAsync(LinkedInSettings settings, AudienceSpec spec, CancellationToken cancellationToken)
    {
        if (spec.KnownId is { } known)
        {
            var found = await GetAsync(settings, known, cancellationToken);
            return found.Value is { } segment
                ? new EnsureAudienceResult(await RenameAsync(settings, known, segment.Name, spec, cancellationToken), known)
                : new EnsureAudienceResult(found.Result, null);
        }

        var (result, adopted) = await FindOwnAsync(settings, spec, cancellationToken);
        return result.Outcome != DestinationOutcome.Success || adopted is not null
            ? new EnsureAudienceResult(result, adopted)
            : await CreateAsync(settings, spec, cancellationToken);
    }

    /// <summary>The segment; <see cref="DestinationOutcome.AudienceMissing"/> if it is gone while its account can still be read.</summary>
    public async Task<PlatformReply<LinkedInSegment>> GetAsync(LinkedInSettings settings, string id, CancellationToken cancellationToken)
    {
        var found = await client.SendAsync(settings, HttpMethod.Get, Path(id), null, null, LinkedInJson.Default.LinkedInSegment, s => s.Id is not null, cancellationToken);
        if (found.Reply.Failure is not null || found.Reply.Status != 404)
        {
            return found;
        }

        var account = await CheckAsync(settings, cancellationToken);
        return found with
        {
            Result = account.Outcome == DestinationOutcome.Success
                ? found.Result with { Outcome = DestinationOutcome.AudienceMissing, Message = "The segment no longer exists at LinkedIn; it is made anew." }
                : account,
        };
    }

    /// <summary>Whether the account's segments can be read.</summary>
    public async Task<DestinationResult> CheckAsync(LinkedInSettings settings, CancellationToken cancellationToken) =>
        (await PageAsync(settings, 0, 1, cancellationToken)).Result;

    /// <summary>A segment that is gone already is no failure.</summary>
    public async Task<DestinationResult> DeleteAsync(LinkedInSettings settings, string id, CancellationToken cancellationToken)
    {
        var (result, _) = await client.SendAsync(settings, HttpMethod.Delete, Path(id), null, null, cancellationToken);
        return result.Outcome switch
        {
            DestinationOutcome.Stop when (await GetAsync(settings, id, cancellationToken)).Result.Outcome == DestinationOutcome.AudienceMissing => DestinationResult.Success,
            DestinationOutcome.Refused => result with { Outcome = DestinationOutcome.Stop, Message = "LinkedIn refused to delete the segment. Take it out of the campaigns that use it, then try again." },
            _ => result,
        };
    }

    public static string Path(string id) => $"dmpSegments/{Uri.EscapeDataString(id)}";

    private async Task<DestinationResult> RenameAsync(LinkedInSettings settings, string id, string? current, AudienceSpec spec, CancellationToken cancellationToken)
    {
        if (current == spec.Name)
        {
            return DestinationResult.Success;
        }

        var content = PlatformClient.Json(new LinkedInUpdate(new LinkedInPatch(new LinkedInName(spec.Name, spec.MarkedDescription))), LinkedInJson.Default.LinkedInUpdate);
        return Refusal((await client.SendAsync(settings, HttpMethod.Post, Path(id), "PARTIAL_UPDATE", content, cancellationToken)).Result);
    }

    /// <summary>Our segment of this name: of a run that made it and died before it could note the id.</summary>
    private async Task<(DestinationResult Result, string? Id)> FindOwnAsync(LinkedInSettings settings, AudienceSpec spec, CancellationToken cancellationToken)
    {
        for (var start = 0; ; start += PageSize)
        {
            var page = await PageAsync(settings, start, PageSize, cancellationToken);
            if (page.Value?.Elements is not { } segments)
            {
                return (page.Result, null);
            }

            var own = segments.FirstOrDefault(s => s.Name == spec.Name && s.Description?.Contains(spec.Marker, StringComparison.Ordinal) == true);
            if (own?.Id is { } id)
            {
                return (DestinationResult.Success, id.ToString(CultureInfo.InvariantCulture));
            }

            if (segments.Count == 0 || start + segments.Count >= (page.Value.Paging?.Total ?? 0))
            {
                return (DestinationResult.Success, null);
            }
        }
    }

    private Task<PlatformReply<LinkedInSegmentPage>> PageAsync(LinkedInSettings settings, int start, int count, CancellationToken cancellationToken)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"dmpSegments?q=account&account={Uri.EscapeDataString(settings.Account)}&start={start}&count={count}");
        return client.SendAsync(settings, HttpMethod.Get, path, null, null, LinkedInJson.Default.LinkedInSegmentPage, p => p.Elements is not null, cancellationToken);
    }

    private async Task<EnsureAudienceResult> CreateAsync(LinkedInSettings settings, AudienceSpec spec, CancellationToken cancellationToken)
    {
        var segment = new LinkedInNewSegment(spec.Name, spec.MarkedDescription, settings.SourcePlatform, spec.Sync.Value, settings.Account, "USER", [new("LINKEDIN")]);
        var (result, id) = await client.SendAsync(settings, HttpMethod.Post, "dmpSegments", null, PlatformClient.Json(segment, LinkedInJson.Default.LinkedInNewSegment), cancellationToken);
        return result.Outcome != DestinationOutcome.Success ? new EnsureAudienceResult(Refusal(result), null)
            : id is { Length: > 0 } ? new EnsureAudienceResult(result with { Wait = LinkedInErrors.Settling }, id)
            : new EnsureAudienceResult(new DestinationResult(DestinationOutcome.Retry, "unreadableResponse", "LinkedIn did not say which segment it made; the call is tried again."), null);
    }

    private static DestinationResult Refusal(DestinationResult result) =>
        result.Outcome == DestinationOutcome.Refused
            ? result with { Outcome = DestinationOutcome.Stop, Message = "LinkedIn refused to make or rename the segment. Check adAccountId and sourcePlatform, and choose another audienceName if it is taken." }
            : result;
}
