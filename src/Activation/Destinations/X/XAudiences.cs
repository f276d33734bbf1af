namespace Activation.Destinations.X;

/// <summary>Finds, makes and renames audiences.</summary>
/// <remarks>https://docs.x.com/x-ads-api/audiences/reference#custom-audiences</remarks>
internal sealed class XAudiences(XClient client)
{
    private const int MaxName = 255;

    public async Task<EnsureAudienceResult> EnsureAsync(XSettings settings, AudienceSpec spec, CancellationToken cancellationToken)
    {
        var name = TextElements.Cut(spec.Name, MaxName);
        if (spec.KnownId is { } known)
        {
            var found = await GetAsync(settings, known, cancellationToken);
            return found.Value?.Data is { } audience
                ? new EnsureAudienceResult(await RenameAsync(settings, known, audience.Name, name, spec.MarkedDescription, cancellationToken), known)
                : new EnsureAudienceResult(await ConfirmAsync(settings, found.Result, cancellationToken), null);
        }

        var (result, own) = await FindOwnAsync(settings, name, spec.Marker, cancellationToken);
        return result.Outcome != DestinationOutcome.Success || own is not null ? new EnsureAudienceResult(result, own) : await CreateAsync(settings, spec, name, cancellationToken);
    }

    public Task<PlatformReply<XReply<XAudience>>> GetAsync(XSettings settings, string id, CancellationToken cancellationToken) =>
        client.SendAsync(settings, HttpMethod.Get, $"custom_audiences/{Uri.EscapeDataString(id)}", null, XJson.Default.Audience, r => r.Data?.Id is { Length: > 0 }, cancellationToken);

    public async Task<DestinationResult> CheckAsync(XSettings settings, CancellationToken cancellationToken) =>
        InAccount((await ListAsync(settings, "count=1", cancellationToken)).Result);

    /// <summary>An audience that is not found is gone if its ads account can still be read; else it is the account that is lost.</summary>
    public async Task<DestinationResult> ConfirmAsync(XSettings settings, DestinationResult result, CancellationToken cancellationToken) =>
        result.Outcome == DestinationOutcome.AudienceMissing && await CheckAsync(settings, cancellationToken) is { Outcome: not DestinationOutcome.Success } check ? check : result;

    private async Task<DestinationResult> RenameAsync(XSettings settings, string id, string? current, string wanted, string description, CancellationToken cancellationToken)
    {
        if (current == wanted)
        {
            return DestinationResult.Success;
        }

        var saved = await client.SendAsync(
            settings, HttpMethod.Put, $"custom_audiences/{Uri.EscapeDataString(id)}?name={Uri.EscapeDataString(wanted)}&description={Uri.EscapeDataString(description)}", null, XJson.Default.Audience, r => r.Data is not null, cancellationToken);
        return Named(saved.Result);
    }

    /// <summary>Our audience of this name: of a run that made it and died before it could note the id.</summary>
    private async Task<(DestinationResult Result, string? Id)> FindOwnAsync(XSettings settings, string name, string marker, CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            // `q` finds names by their beginning.
            var page = await ListAsync(settings, $"count=1000&q={Uri.EscapeDataString(name)}{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}", cancellationToken);
            if (page.Value is not { Data: { } audiences, NextCursor: var next })
            {
                return (InAccount(page.Result), null);
            }

            if (audiences.FirstOrDefault(a => a.Name == name && a.Description?.Contains(marker, StringComparison.Ordinal) == true) is { Id: { Length: > 0 } id })
            {
                return (DestinationResult.Success, id);
            }

            cursor = next == cursor ? null : next;
        }
        while (!string.IsNullOrEmpty(cursor));

        return (DestinationResult.Success, null);
    }

    private Task<PlatformReply<XReply<IReadOnlyList<XAudience>>>> ListAsync(XSettings settings, string query, CancellationToken cancellationToken) =>
        client.SendAsync(settings, HttpMethod.Get, $"custom_audiences?{query}", null, XJson.Default.Audiences, r => r.Data is not null, cancellationToken);

    private async Task<EnsureAudienceResult> CreateAsync(XSettings settings, AudienceSpec spec, string name, CancellationToken cancellationToken)
    {
        var created = await client.SendAsync(
            settings, HttpMethod.Post, $"custom_audiences?name={Uri.EscapeDataString(name)}&description={Uri.EscapeDataString(spec.MarkedDescription)}", null,
            XJson.Default.Audience, r => r.Data?.Id is { Length: > 0 }, cancellationToken);
        return new EnsureAudienceResult(Named(InAccount(created.Result)), created.Value?.Data?.Id);
    }

    private static DestinationResult Named(DestinationResult result) =>
        result.Outcome == DestinationOutcome.Refused
            ? result with { Outcome = DestinationOutcome.Stop, Message = "X refused the audience. A name may be used once in an ads account: give the sync another audienceName, or delete the audience that has it." }
            : result;

    private static DestinationResult InAccount(DestinationResult result) =>
        result.Outcome == DestinationOutcome.AudienceMissing
            ? result with { Outcome = DestinationOutcome.Stop, Message = "X does not know the ads account, or the user behind the access token has no access to it. Check adsAccountId and the user's role." }
            : result;
}
