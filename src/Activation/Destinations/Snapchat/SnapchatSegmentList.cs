using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Activation.Destinations.Snapchat;

/// <summary>Finds, makes and renames segments.</summary>
/// <remarks>https://developers.snap.com/api/marketing-api/Ads-API/customer-lists</remarks>
internal sealed class SnapchatSegmentList(SnapchatClient client)
{
    private const int MaxName = 375;
    private const int PageSize = 1000;

    /// <summary>Members stay until they are removed.</summary>
    private const int LifetimeRetention = 9999;

    public async Task<EnsureAudienceResult> EnsureAsync(SnapchatSettings settings, AudienceSpec spec, CancellationToken cancellationToken)
    {
        var name = TextElements.Cut(spec.Name, MaxName);
        if (spec.KnownId is { } known)
        {
            var found = await GetAsync(settings, known, cancellationToken);
            return found.Value?.First is { } segment
                ? new EnsureAudienceResult(await RenameAsync(settings, segment, name, spec.MarkedDescription, cancellationToken), known)
                : new EnsureAudienceResult(SnapchatErrors.MayBeMissing(found.Reply) ? await ConfirmMissingAsync(settings, found.Result, cancellationToken) : found.Result, null);
        }

        var (result, own) = await FindOwnAsync(settings, name, spec.Marker, cancellationToken);
        return result.Outcome != DestinationOutcome.Success || own is not null ? new EnsureAudienceResult(result, own) : await CreateAsync(settings, spec, name, cancellationToken);
    }

    public Task<PlatformReply<SnapchatSegments>> GetAsync(SnapchatSettings settings, string id, CancellationToken cancellationToken) =>
        client.SendAsync(settings, HttpMethod.Get, $"segments/{Uri.EscapeDataString(id)}", null, SnapchatJson.Default.SnapchatSegments, s => s.First is not null, cancellationToken);

    /// <summary>One that is gone already is no failure.</summary>
    public async Task<DestinationResult> DeleteAsync(SnapchatSettings settings, string id, CancellationToken cancellationToken)
    {
        var reply = await client.SendAsync(
            settings, HttpMethod.Delete, $"segments/{Uri.EscapeDataString(id)}", null, SnapchatJson.Default.SnapchatStatus, s => s.RequestStatus is not null, cancellationToken);
        var result = SnapchatErrors.MayBeMissing(reply.Reply) ? await ConfirmMissingAsync(settings, reply.Result, cancellationToken) : reply.Result;
        return result.Outcome == DestinationOutcome.AudienceMissing ? DestinationResult.Success : result;
    }

    /// <summary>A segment that is not found is gone if its ad account can still be read; else it is the account that is lost.</summary>
    public async Task<DestinationResult> ConfirmMissingAsync(SnapchatSettings settings, DestinationResult notFound, CancellationToken cancellationToken)
    {
        var check = await CheckAsync(settings, cancellationToken);
        return check.Outcome == DestinationOutcome.Success
            ? notFound with { Outcome = DestinationOutcome.AudienceMissing, Message = "The audience no longer exists at Snapchat; it is made anew." }
            : check;
    }

    public async Task<DestinationResult> CheckAsync(SnapchatSettings settings, CancellationToken cancellationToken) =>
        (await ListAsync(settings, size: 50, cursor: null, cancellationToken)).Result;

    private async Task<DestinationResult> RenameAsync(SnapchatSettings settings, SnapchatSegment segment, string wanted, string description, CancellationToken cancellationToken)
    {
        if (segment.Name == wanted)
        {
            return DestinationResult.Success;
        }

        var body = Write(segment with { Name = wanted, Description = description, AdAccountId = settings.AdAccountId, ApproximateNumberUsers = null, TargetableStatus = null });
        var saved = await client.SendAsync(
            settings, HttpMethod.Put, $"adaccounts/{settings.AdAccountId}/segments", body, SnapchatJson.Default.SnapchatSegments, s => s.First is not null, cancellationToken);
        return saved.Result;
    }

    /// <summary>Our segment of this name: of a run that made it and died before it could note the id.</summary>
    private async Task<(DestinationResult Result, string? Id)> FindOwnAsync(SnapchatSettings settings, string name, string marker, CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var page = await ListAsync(settings, PageSize, cursor, cancellationToken);
            if (page.Value is not { Segments: { } segments, Paging: var paging })
            {
                return (page.Result, null);
            }

            var own = segments.FirstOrDefault(s => s.Segment is { } segment && segment.Name == name && segment.Description?.Contains(marker, StringComparison.Ordinal) == true);
            if (own?.Segment?.Id is { Length: > 0 } id)
            {
                return (page.Result, id);
            }

            // The next page's address is absolute, and the token would go wherever it leads: its cursor alone is taken.
            var next = Uri.TryCreate(paging?.NextLink, UriKind.Absolute, out var link) && QueryHelpers.ParseQuery(link.Query).TryGetValue("cursor", out var value) ? value.ToString() : null;
            cursor = next == cursor ? null : next;
        }
        while (cursor is not null);

        return (DestinationResult.Success, null);
    }

    private Task<PlatformReply<SnapchatSegments>> ListAsync(SnapchatSettings settings, int size, string? cursor, CancellationToken cancellationToken) =>
        client.SendAsync(
            settings, HttpMethod.Get, $"adaccounts/{settings.AdAccountId}/segments?limit={size}{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}", null,
            SnapchatJson.Default.SnapchatSegments, s => s.Segments is not null, cancellationToken);

    private async Task<EnsureAudienceResult> CreateAsync(SnapchatSettings settings, AudienceSpec spec, string name, CancellationToken cancellationToken)
    {
        var body = Write(new SnapchatSegment { AdAccountId = settings.AdAccountId, Name = name, Description = spec.MarkedDescription, SourceType = "FIRST_PARTY", RetentionInDays = LifetimeRetention });
        var created = await client.SendAsync(
            settings, HttpMethod.Post, $"adaccounts/{settings.AdAccountId}/segments", body, SnapchatJson.Default.SnapchatSegments, s => s.First is not null, cancellationToken);
        return new EnsureAudienceResult(created.Result, created.Value?.First?.Id);
    }

    private static byte[] Write(SnapchatSegment segment) => JsonSerializer.SerializeToUtf8Bytes(new SnapchatSegmentBody([segment]), SnapchatJson.Default.SnapchatSegmentBody);
}
