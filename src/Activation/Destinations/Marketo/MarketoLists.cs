namespace Activation.Destinations.Marketo;

/// <summary>Finds, makes and renames static lists.</summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/marketo-developer/marketo/rest/assets/static-lists</remarks>
internal sealed class MarketoLists(MarketoClient client)
{
    public async Task<EnsureAudienceResult> EnsureAsync(MarketoSettings settings, AudienceSpec spec, CancellationToken cancellationToken)
    {
        if (spec.KnownId is { } known)
        {
            var (read, list) = await FindAsync(settings, $"rest/asset/v1/staticList/{Uri.EscapeDataString(known)}.json", cancellationToken);
            return read.Outcome != DestinationOutcome.Success ? new EnsureAudienceResult(read, null)
                : list is null ? new EnsureAudienceResult(new DestinationResult(DestinationOutcome.AudienceMissing, "listMissing", "The list no longer exists at Marketo; it is made anew."), null)
                : new EnsureAudienceResult(await RenameAsync(settings, known, list.Name, spec, cancellationToken), known);
        }

        var (result, same) = await FindAsync(settings, $"rest/asset/v1/staticList/byName.json?name={Uri.EscapeDataString(spec.Name)}", cancellationToken);
        return result.Outcome != DestinationOutcome.Success ? new EnsureAudienceResult(result, null)
            : same is null ? await CreateAsync(settings, spec, cancellationToken)
            : same.Description?.Contains(spec.Marker, StringComparison.Ordinal) == true ? new EnsureAudienceResult(DestinationResult.Success, $"{same.Id}")
            : new EnsureAudienceResult(new DestinationResult(DestinationOutcome.Stop, "audienceNameTaken", "There is a list of this name at Marketo that is not ours. Give the sync another audienceName."), null);
    }

    public async Task<DestinationResult> DeleteAsync(MarketoSettings settings, string id, CancellationToken cancellationToken)
    {
        var reply = await client.SendAsync(settings, HttpMethod.Post, $"rest/asset/v1/staticList/{Uri.EscapeDataString(id)}/delete.json", null, cancellationToken);
        return reply.Result.Code == MarketoErrors.NoDataFound || reply.Result.Outcome == DestinationOutcome.AudienceMissing ? DestinationResult.Success : reply.Result;
    }

    private async Task<(DestinationResult Result, MarketoList? List)> FindAsync(MarketoSettings settings, string path, CancellationToken cancellationToken)
    {
        var reply = await client.SendAsync(settings, HttpMethod.Get, path, null, cancellationToken);
        return reply.Value is { } answer ? (reply.Result, First(answer))
            : reply.Result.Code == MarketoErrors.NoDataFound ? (DestinationResult.Success, null)
            : (reply.Result, null);
    }

    private async Task<DestinationResult> RenameAsync(MarketoSettings settings, string id, string? current, AudienceSpec spec, CancellationToken cancellationToken)
    {
        if (current == spec.Name)
        {
            return DestinationResult.Success;
        }

        var reply = await client.SendAsync(settings, HttpMethod.Post, $"rest/asset/v1/staticList/{Uri.EscapeDataString(id)}.json", [new("name", spec.Name), new("description", spec.MarkedDescription)], cancellationToken);
        return reply.Result;
    }

    private async Task<EnsureAudienceResult> CreateAsync(MarketoSettings settings, AudienceSpec spec, CancellationToken cancellationToken)
    {
        var reply = await client.SendAsync(
            settings, HttpMethod.Post, "rest/asset/v1/staticLists.json", [new("folder", settings.Folder), new("name", spec.Name), new("description", spec.MarkedDescription)], cancellationToken);
        return reply.Value is not { } answer ? new EnsureAudienceResult(reply.Result, null)
            : First(answer) is { } list ? new EnsureAudienceResult(reply.Result, $"{list.Id}")
            : new EnsureAudienceResult(new DestinationResult(DestinationOutcome.Retry, "unreadableResponse", "Marketo's answer does not hold the new list; the call is tried again."), null);
    }

    private static MarketoList? First(MarketoAnswer answer) =>
        answer.Result is { Count: > 0 } result ? MarketoClient.Read(result[0], MarketoJson.Default.MarketoList) : null;
}
