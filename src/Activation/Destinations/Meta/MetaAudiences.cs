using System.Globalization;

namespace Activation.Destinations.Meta;

/// <summary>Finds, makes, renames, counts and deletes audiences.</summary>
/// <remarks>https://developers.facebook.com/docs/marketing-api/reference/custom-audience</remarks>
internal sealed class MetaAudiences(MetaClient client)
{
    /// <summary>Customer list audiences that an ad account may hold.</summary>
    /// <remarks>https://developers.facebook.com/docs/marketing-api/audiences/guides/custom-audiences</remarks>
    public const int MaxAudiences = 500;

    /// <summary>From so many on, people are told that the end is near.</summary>
    public const int ManyAudiences = 450;

    private const int PageSize = 100;

    public async Task<EnsureAudienceResult> EnsureAsync(MetaSettings settings, AudienceSpec spec, CancellationToken cancellationToken)
    {
        if (spec.KnownId is { } known)
        {
            var found = await client.SendAsync(
                settings, HttpMethod.Get, $"{Uri.EscapeDataString(known)}?fields=id,name,description", null, MetaJson.Default.MetaAudience, a => a.Id is not null, cancellationToken);
            return found.Value is { } audience
                ? new EnsureAudienceResult(await RenameAsync(settings, known, audience, spec, cancellationToken), known)
                : new EnsureAudienceResult(found.Result, null);
        }

        var (result, adopted, count) = await ListAsync(settings, a => a.Name == spec.Name && a.Description?.Contains(spec.Marker, StringComparison.Ordinal) == true, cancellationToken);
        return result.Outcome != DestinationOutcome.Success || adopted is not null ? new EnsureAudienceResult(result, adopted)
            : count >= MaxAudiences ? new EnsureAudienceResult(Full, null)
            : await CreateAsync(settings, spec, cancellationToken);
    }

    /// <summary>How many customer list audiences the ad account has.</summary>
    public async Task<(DestinationResult Result, int Count)> CountAsync(MetaSettings settings, CancellationToken cancellationToken)
    {
        var (result, _, count) = await ListAsync(settings, _ => false, cancellationToken);
        return (result, count);
    }

    /// <summary>What to tell people of an ad account with so many; null if there is room.</summary>
    public static string? Warning(int count) => count < ManyAudiences ? null : string.Create(
        CultureInfo.InvariantCulture, $"The ad account has {count} of at most {MaxAudiences} customer list audiences: delete some that are no longer used before new syncs need more.");

    /// <remarks>https://developers.facebook.com/docs/marketing-api/reference/custom-audience</remarks>
    public async Task<DestinationResult> DeleteAsync(MetaSettings settings, string id, CancellationToken cancellationToken)
    {
        var deleted = await client.SendAsync(settings, HttpMethod.Delete, Uri.EscapeDataString(id), null, MetaJson.Default.MetaSaved, s => s.Success, cancellationToken);
        return deleted.Result;
    }

    private static DestinationResult Full => new(
        DestinationOutcome.Stop, "audienceLimit", $"The ad account has {MaxAudiences} customer list audiences, and Meta allows no more: delete some that are no longer used, then run the sync again.");

    private async Task<DestinationResult> RenameAsync(MetaSettings settings, string id, MetaAudience current, AudienceSpec spec, CancellationToken cancellationToken)
    {
        if (current.Name == spec.Name && current.Description == spec.MarkedDescription)
        {
            return DestinationResult.Success;
        }

        var content = PlatformClient.Json(new MetaRenameAudience(spec.Name, spec.MarkedDescription), MetaJson.Default.MetaRenameAudience);
        var saved = await client.SendAsync(settings, HttpMethod.Post, Uri.EscapeDataString(id), content, MetaJson.Default.MetaSaved, s => s.Success, cancellationToken);
        return saved.Result;
    }

    /// <summary>Goes through the ad account's audiences until one is it: our audience of this name, of a run that made it and died before it could note the id.</summary>
    /// <returns>With it, the number of customer list audiences so far.</returns>
    private async Task<(DestinationResult Result, string? Id, int Count)> ListAsync(MetaSettings settings, Func<MetaAudience, bool> isIt, CancellationToken cancellationToken)
    {
        string? after = null;
        var count = 0;
        do
        {
            // The answer's own `next` address holds the token; the cursor alone is enough.
            var path = $"{settings.AdAccount}/customaudiences?fields=id,name,description,subtype&limit={PageSize}{(after is null ? "" : $"&after={Uri.EscapeDataString(after)}")}";
            var page = await client.SendAsync(settings, HttpMethod.Get, path, null, MetaJson.Default.MetaAudiencePage, p => p.Data is not null, cancellationToken);
            if (page.Value is not { Data: { } audiences, Paging: var paging })
            {
                return (page.Result, null, count);
            }

            if (audiences.FirstOrDefault(isIt)?.Id is { } id)
            {
                return (DestinationResult.Success, id, count);
            }

            count += audiences.Count(a => a.Subtype == "CUSTOM");
            after = paging?.Next is null || paging.Cursors?.After == after ? null : paging.Cursors?.After;
        }
        while (after is not null);

        return (DestinationResult.Success, null, count);
    }

    private async Task<EnsureAudienceResult> CreateAsync(MetaSettings settings, AudienceSpec spec, CancellationToken cancellationToken)
    {
        var content = PlatformClient.Json(new MetaCreateAudience(spec.Name, spec.MarkedDescription, "CUSTOM", settings.FileSource) { IsValueBased = spec.HasValues }, MetaJson.Default.MetaCreateAudience);
        var created = await client.SendAsync(
            settings, HttpMethod.Post, $"{settings.AdAccount}/customaudiences", content, MetaJson.Default.MetaNode, n => n.Id is { Length: > 0 }, cancellationToken);
        return new EnsureAudienceResult(created.Result, created.Value?.Id);
    }
}
