namespace Activation.Destinations.Pinterest;

/// <summary>The audience by which campaigns use a customer list, under the name that people see.</summary>
/// <remarks>https://developers.pinterest.com/docs/api/v5/audiences-create</remarks>
internal sealed class PinterestAudiences(PinterestClient client)
{
    private const string PageSize = "?page_size=100";

    /// <summary>
    /// Makes the list's audience or brings its name in line. Pinterest may refuse an audience while its list is too small: the list is filled
    /// all the same, and the next run asks again.
    /// </summary>
    public async Task<DestinationResult> EnsureAsync(PinterestSettings settings, string list, AudienceSpec spec, CancellationToken cancellationToken)
    {
        var (result, audience) = await FindAsync(settings, list, cancellationToken);
        if (result.Outcome != DestinationOutcome.Success || audience?.Name == spec.Name)
        {
            return result;
        }

        if (audience is { Id: { } id })
        {
            var renamed = await client.SendAsync(
                settings, HttpMethod.Patch, $"audiences/{Uri.EscapeDataString(id)}", PlatformClient.Json(new PinterestRename(spec.Name, spec.Description, "UPDATE"), PinterestJson.Default.PinterestRename),
                PinterestJson.Default.PinterestAudience, _ => true, cancellationToken);
            return renamed.Result.Outcome == DestinationOutcome.Refused
                ? renamed.Result with { Outcome = DestinationOutcome.Stop, Message = "Pinterest refused the audience's new name. Choose another audienceName." }
                : renamed.Result;
        }

        var content = PlatformClient.Json(new PinterestNewAudience(spec.Name, spec.Description, new PinterestRule(list), "CUSTOMER_LIST"), PinterestJson.Default.PinterestNewAudience);
        var made = await client.SendAsync(settings, HttpMethod.Post, "audiences", content, PinterestJson.Default.PinterestAudience, a => a.Id is not null, cancellationToken);
        return made.Result.Outcome == DestinationOutcome.Refused ? DestinationResult.Success : made.Result;
    }

    public async Task<(DestinationResult Result, PinterestAudience? Audience)> FindAsync(PinterestSettings settings, string list, CancellationToken cancellationToken)
    {
        string? bookmark = null;
        do
        {
            var page = await client.SendAsync(
                settings, HttpMethod.Get, $"audiences{PageQuery(bookmark)}", null, PinterestJson.Default.PinterestAudiencePage, p => p.Items is not null, cancellationToken);
            if (page.Value?.Items is not { } audiences)
            {
                return (page.Result, null);
            }

            if (audiences.FirstOrDefault(a => a.Rule?.CustomerListId == list) is { } audience)
            {
                return (DestinationResult.Success, audience);
            }

            bookmark = page.Value.Bookmark == bookmark ? null : page.Value.Bookmark;
        }
        while (bookmark is { Length: > 0 });

        return (DestinationResult.Success, null);
    }

    public static string PageQuery(string? bookmark) => bookmark is null ? PageSize : $"{PageSize}&bookmark={Uri.EscapeDataString(bookmark)}";
}
