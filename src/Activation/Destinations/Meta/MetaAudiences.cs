namespace Activation.Destinations.Meta;

/// <summary>Finds, makes and renames audiences.</summary>
/// <remarks>https://developers.facebook.com/docs/marketing-api/reference/custom-audience</remarks>
internal sealed class MetaAudiences(MetaClient client)
{
    private const int PageSize = 100;

    public async Task<EnsureAudienceResult> EnsureAsync(MetaSettings settings, AudienceSpec spec, CancellationToken cancellationToken)
    {
        if (spec.KnownId is { } known)
        {
            var found = await client.SendAsync(
                settings, HttpMethod.Get, $"{Uri.EscapeDataString(known)}?fields=id,name", null, MetaJson.Default.MetaAudience, a => a.Id is not null, cancellationToken);
            return found.Value is { } audience
                ? new EnsureAudienceResult(await RenameAsync(settings, known, audience.Name, spec.Name, cancellationToken), known)
                : new EnsureAudienceResult(found.Result, null);
        }

        var (result, adopted) = await FindOwnAsync(settings, spec, cancellationToken);
        return result.Outcome != DestinationOutcome.Success || adopted is not null
            ? new EnsureAudienceResult(result, adopted)
            : await CreateAsync(settings, spec, cancellationToken);
    }

    private async Task<DestinationResult> RenameAsync(MetaSettings settings, string id, string? current, string wanted, CancellationToken cancellationToken)
    {
        if (current == wanted)
        {
            return DestinationResult.Success;
        }

        var content = PlatformClient.Json(new MetaRenameAudience(wanted), MetaJson.Default.MetaRenameAudience);
        var saved = await client.SendAsync(settings, HttpMethod.Post, Uri.EscapeDataString(id), content, MetaJson.Default.MetaSaved, s => s.Success, cancellationToken);
        return saved.Result;
    }

    /// <summary>Our audience of this name: of a run that made it and died before it could note the id.</summary>
    private async Task<(DestinationResult Result, string? Id)> FindOwnAsync(MetaSettings settings, AudienceSpec spec, CancellationToken cancellationToken)
    {
        string? after = null;
        do
        {
            // The answer's own `next` address holds the token; the cursor alone is enough.
            var path = $"{settings.AdAccount}/customaudiences?fields=id,name,description&limit={PageSize}{(after is null ? "" : $"&after={Uri.EscapeDataString(after)}")}";
            var page = await client.SendAsync(settings, HttpMethod.Get, path, null, MetaJson.Default.MetaAudiencePage, p => p.Data is not null, cancellationToken);
            if (page.Value is not { Data: { } audiences, Paging: var paging })
            {
                return (page.Result, null);
            }

            var own = audiences.FirstOrDefault(a => a.Name == spec.Name && a.Description?.Contains(spec.Marker, StringComparison.Ordinal) == true);
            if (own?.Id is { } id)
            {
                return (DestinationResult.Success, id);
            }

            after = paging?.Next is null || paging.Cursors?.After == after ? null : paging.Cursors?.After;
        }
        while (after is not null);

        return (DestinationResult.Success, null);
    }

    private async Task<EnsureAudienceResult> CreateAsync(MetaSettings settings, AudienceSpec spec, CancellationToken cancellationToken)
    {
        var description = spec.Description.Contains(spec.Marker, StringComparison.Ordinal) ? spec.Description : $"{spec.Description} {spec.Marker}".Trim();
        var content = PlatformClient.Json(new MetaCreateAudience(spec.Name, description, "CUSTOM", settings.FileSource) { IsValueBased = spec.HasValues }, MetaJson.Default.MetaCreateAudience);
        var created = await client.SendAsync(
            settings, HttpMethod.Post, $"{settings.AdAccount}/customaudiences", content, MetaJson.Default.MetaNode, n => n.Id is { Length: > 0 }, cancellationToken);
        return new EnsureAudienceResult(created.Result, created.Value?.Id);
    }
}
