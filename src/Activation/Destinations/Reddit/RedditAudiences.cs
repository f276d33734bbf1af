using System.Text.Json;

namespace Activation.Destinations.Reddit;

/// <summary>Finds and makes audiences. Reddit keeps no description of them, and offers no change of a name.</summary>
/// <remarks>https://ads-api.reddit.com/docs/v3/operations/Create%20Custom%20Audience</remarks>
internal sealed class RedditAudiences(RedditClient client)
{
    public const int MaxName = 100;

    public async Task<EnsureAudienceResult> EnsureAsync(RedditSettings settings, AudienceSpec spec, CancellationToken cancellationToken)
    {
        if (spec.KnownId is { } known)
        {
            var found = await client.SendAsync(
                settings, HttpMethod.Get, $"custom_audiences/{Uri.EscapeDataString(known)}", null, RedditJson.Default.Audience, r => r.Data?.Id is { Length: > 0 }, cancellationToken);
            return new EnsureAudienceResult(await ConfirmAsync(settings, found.Result, cancellationToken), found.Value is null ? null : known);
        }

        var name = TaggedName.Of(spec, MaxName);
        var listed = await ListAsync(settings, name, cancellationToken);
        return listed.Value?.Data is not { } audiences ? new EnsureAudienceResult(InAccount(listed.Result), null)
            : audiences.FirstOrDefault(a => a.Name == name && a.Id is { Length: > 0 }) is { } own ? new EnsureAudienceResult(DestinationResult.Success, own.Id)
            : await CreateAsync(settings, name, cancellationToken);
    }

    public async Task<DestinationResult> CheckAsync(RedditSettings settings, CancellationToken cancellationToken) => InAccount((await ListAsync(settings, null, cancellationToken)).Result);

    /// <summary>An audience that is not found is gone if its ad account can still be read; else it is the account that is lost.</summary>
    public async Task<DestinationResult> ConfirmAsync(RedditSettings settings, DestinationResult result, CancellationToken cancellationToken) =>
        result.Outcome == DestinationOutcome.AudienceMissing && await CheckAsync(settings, cancellationToken) is { Outcome: not DestinationOutcome.Success } check ? check : result;

    /// <param name="name">That alone, by the filter for an exact match; null for any.</param>
    private Task<PlatformReply<RedditData<IReadOnlyList<RedditAudience>>>> ListAsync(RedditSettings settings, string? name, CancellationToken cancellationToken) =>
        client.SendAsync(
            settings, HttpMethod.Get, $"ad_accounts/{settings.AdAccountId}/custom_audiences{(name is null ? "" : $"?name={Uri.EscapeDataString($"={name}")}")}", null,
            RedditJson.Default.Audiences, r => r.Data is not null, cancellationToken);

    private async Task<EnsureAudienceResult> CreateAsync(RedditSettings settings, string name, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new RedditData<RedditCreateAudience>(new RedditCreateAudience(name, "CUSTOMER_LIST")), RedditJson.Default.CreateAudience);
        var created = await client.SendAsync(
            settings, HttpMethod.Post, $"ad_accounts/{settings.AdAccountId}/custom_audiences", body, RedditJson.Default.Audience, r => r.Data?.Id is { Length: > 0 }, cancellationToken);
        return new EnsureAudienceResult(InAccount(created.Result), created.Value?.Data?.Id);
    }

    private static DestinationResult InAccount(DestinationResult result) =>
        result.Outcome == DestinationOutcome.AudienceMissing
            ? result with { Outcome = DestinationOutcome.Stop, Message = "Reddit does not know the ad account, or the user behind the refresh token may not use it. Check adAccountId and the user's role." }
            : result;
}
