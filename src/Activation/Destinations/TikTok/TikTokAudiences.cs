using System.Globalization;

namespace Activation.Destinations.TikTok;

/// <summary>Finds, makes and renames audiences.</summary>
/// <remarks>
/// https://business-api.tiktok.com/portal/docs?id=1739940583739393, https://business-api.tiktok.com/portal/docs?id=1739940506015746 and
/// https://business-api.tiktok.com/portal/docs?id=1739940572667906
/// </remarks>
internal sealed class TikTokAudiences(TikTokClient client)
{
    /// <summary>A longer name is cut by TikTok and ends in three dots.</summary>
    public const int MaxName = 70;

    private const int PageSize = 100;

    /// <summary>An account holds 400 audiences; a list that goes on is no list.</summary>
    private const int MaxPages = 100;

    public async Task<EnsureAudienceResult> EnsureAsync(TikTokSettings settings, AudienceSpec spec, CancellationToken cancellationToken)
    {
        var name = TaggedName.Of(spec, MaxName);
        var (result, found) = await FindAsync(settings, a => spec.KnownId is { } known ? a.AudienceId == known : a.Name == name, cancellationToken);
        return result.Outcome != DestinationOutcome.Success ? new EnsureAudienceResult(result, null)
            : found?.AudienceId is { } id ? new EnsureAudienceResult(await RenameAsync(settings, id, found.Name, name, cancellationToken), id)
            : spec.KnownId is not null ? new EnsureAudienceResult(Missing, null)
            : await CreateAsync(settings, name, cancellationToken);
    }

    /// <summary>The first audience of the account that fits; null if none does.</summary>
    public async Task<(DestinationResult Result, TikTokAudience? Audience)> FindAsync(TikTokSettings settings, Func<TikTokAudience, bool> fits, CancellationToken cancellationToken)
    {
        for (var page = 1; page <= MaxPages; page++)
        {
            var reply = await ListAsync(settings, page, PageSize, cancellationToken);
            if (reply.Value?.Data is not { List: { } list, PageInfo: { } info })
            {
                return (reply.Result, null);
            }

            if (list.FirstOrDefault(fits) is { } found)
            {
                return (reply.Result, found);
            }

            if (page >= info.TotalPage)
            {
                break;
            }
        }

        return (DestinationResult.Success, null);
    }

    public static DestinationResult Missing { get; } =
        new(DestinationOutcome.AudienceMissing, TikTokErrors.NotFound, "The audience no longer exists at TikTok; it is made anew.");

    public Task<PlatformReply<TikTokReply<TikTokAudiencePage>>> ListAsync(TikTokSettings settings, int page, int size, CancellationToken cancellationToken) =>
        client.SendAsync(
            settings, HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"dmp/custom_audience/list/?advertiser_id={settings.AdvertiserId}&page={page}&page_size={size}"), null,
            TikTokJson.Default.AudiencePage, r => r.Data is { List: not null, PageInfo: not null }, cancellationToken);

    private async Task<DestinationResult> RenameAsync(TikTokSettings settings, string id, string? current, string wanted, CancellationToken cancellationToken) =>
        current == wanted
            ? DestinationResult.Success
            : await client.SendAsync(
                settings, "dmp/custom_audience/update/",
                PlatformClient.Json(new TikTokRenameAudience(settings.AdvertiserId, id, wanted), TikTokJson.Default.TikTokRenameAudience), cancellationToken);

    private async Task<EnsureAudienceResult> CreateAsync(TikTokSettings settings, string name, CancellationToken cancellationToken)
    {
        var content = PlatformClient.Json(new TikTokCreateAudience(settings.AdvertiserId, "create", name), TikTokJson.Default.TikTokCreateAudience);
        var created = await client.SendAsync(
            settings, HttpMethod.Post, "segment/audience/", content, TikTokJson.Default.Created, r => r.Data?.AudienceId is { Length: > 0 }, cancellationToken);
        return new EnsureAudienceResult(created.Result, created.Value?.Data?.AudienceId);
    }
}
