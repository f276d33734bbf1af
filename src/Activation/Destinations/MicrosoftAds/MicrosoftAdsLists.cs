namespace Activation.Destinations.MicrosoftAds;

/// <summary>Finds, makes, renames and deletes customer lists.</summary>
/// <remarks>
/// https://learn.microsoft.com/en-us/advertising/campaign-management-service/getaudiencesbyids?view=bingads-13, …/addaudiences and …/updateaudiences; lengths and durations:
/// https://learn.microsoft.com/en-us/advertising/bulk-service/customer-list?view=bingads-13
/// </remarks>
internal sealed class MicrosoftAdsLists(MicrosoftAdsClient client)
{
    private const string ListType = "CustomerList";
    private const int MaxName = 128;

    /// <summary>Of a list that says nothing, Microsoft forgets each member some weeks after it was sent.</summary>
    private const int Unlimited = -1;

    public async Task<EnsureAudienceResult> EnsureAsync(MicrosoftAdsSettings settings, AudienceSpec spec, CancellationToken cancellationToken)
    {
        if (spec.KnownId is { } known)
        {
            var (state, list) = await FindAsync(settings, known, cancellationToken);
            return list is not null
                ? new EnsureAudienceResult(await UpdateAsync(settings, known, list, spec, cancellationToken), known)
                : new EnsureAudienceResult(state, null);
        }

        var (result, lists) = await QueryAsync(settings, cancellationToken);
        var own = lists?.FirstOrDefault(l => l?.Name == NameOf(spec) && l.Description?.Contains(spec.Marker, StringComparison.Ordinal) == true);
        return lists is null || own is not null ? new EnsureAudienceResult(result, own?.Id) : await CreateAsync(settings, spec, cancellationToken);
    }

    /// <summary>The list; <see cref="DestinationOutcome.AudienceMissing"/> if its account does not have it.</summary>
    public async Task<(DestinationResult Result, MicrosoftAdsAudience? List)> FindAsync(MicrosoftAdsSettings settings, string id, CancellationToken cancellationToken)
    {
        // Asked for one that is gone, Microsoft answers with an error that a lost permission gives too; the lists of the account are certain.
        var (result, lists) = await QueryAsync(settings, cancellationToken);
        return lists is null ? (result, null)
            : lists.FirstOrDefault(l => l?.Id == id) is { } list ? (result, list)
            : (new DestinationResult(DestinationOutcome.AudienceMissing, "audienceMissing", "The customer list no longer exists at Microsoft Advertising; it is made anew."), null);
    }

    /// <summary>Whether the account's lists can be read.</summary>
    public async Task<DestinationResult> CheckAsync(MicrosoftAdsSettings settings, CancellationToken cancellationToken) => (await QueryAsync(settings, cancellationToken)).Result;

    /// <summary>A list that is gone already is no failure.</summary>
    /// <remarks>https://learn.microsoft.com/en-us/advertising/campaign-management-service/deleteaudiences?view=bingads-13</remarks>
    public async Task<DestinationResult> DeleteAsync(MicrosoftAdsSettings settings, string id, CancellationToken cancellationToken)
    {
        var content = PlatformClient.Json(new MicrosoftAdsIds([id]), MicrosoftAdsJson.Default.MicrosoftAdsIds);
        var reply = await client.SendAsync(settings, HttpMethod.Delete, "Audiences", content, _ => true, cancellationToken);
        var result = reply.Value?.PartialErrors is [var error, ..] ? Refusal(error) : Refusal(reply.Result);
        return result.Outcome == DestinationOutcome.Stop && (await FindAsync(settings, id, cancellationToken)).Result.Outcome == DestinationOutcome.AudienceMissing ? DestinationResult.Success : result;
    }

    private async Task<(DestinationResult Result, IReadOnlyList<MicrosoftAdsAudience?>? Lists)> QueryAsync(MicrosoftAdsSettings settings, CancellationToken cancellationToken)
    {
        var content = PlatformClient.Json(new MicrosoftAdsQuery(ListType), MicrosoftAdsJson.Default.MicrosoftAdsQuery);
        var reply = await client.SendAsync(settings, HttpMethod.Post, "Audiences/QueryByIds", content, r => r.Audiences is not null, cancellationToken);
        return (Refusal(reply.Result), reply.Value?.Audiences);
    }

    private static string NameOf(AudienceSpec spec) => TextElements.Cut(spec.Name, MaxName);

    private async Task<DestinationResult> UpdateAsync(MicrosoftAdsSettings settings, string id, MicrosoftAdsAudience current, AudienceSpec spec, CancellationToken cancellationToken)
    {
        if (current.Name == NameOf(spec) && current.MembershipDuration == Unlimited)
        {
            return DestinationResult.Success;
        }

        var content = PlatformClient.Json(new MicrosoftAdsAudiences([new MicrosoftAdsAudience(ListType, NameOf(spec)) { Id = id, Description = spec.MarkedDescription, MembershipDuration = Unlimited }]), MicrosoftAdsJson.Default.MicrosoftAdsAudiences);
        var reply = await client.SendAsync(settings, HttpMethod.Put, "Audiences", content, _ => true, cancellationToken);
        return reply.Value?.PartialErrors is [var error, ..] ? Refusal(error) : Refusal(reply.Result);
    }

    private async Task<EnsureAudienceResult> CreateAsync(MicrosoftAdsSettings settings, AudienceSpec spec, CancellationToken cancellationToken)
    {
        var list = new MicrosoftAdsAudience(ListType, NameOf(spec))
        {
            Description = spec.MarkedDescription,
            MembershipDuration = Unlimited,
            Scope = "Account",
            ParentId = settings.AccountId,
        };
        var content = PlatformClient.Json(new MicrosoftAdsAudiences([list]), MicrosoftAdsJson.Default.MicrosoftAdsAudiences);
        var reply = await client.SendAsync(settings, HttpMethod.Post, "Audiences", content, r => r.AudienceIds is [{ Length: > 0 }] || r.PartialErrors is { Count: > 0 }, cancellationToken);
        return reply.Value?.PartialErrors is [var error, ..] ? new EnsureAudienceResult(Refusal(error), null) : new EnsureAudienceResult(Refusal(reply.Result), reply.Value?.AudienceIds?[0]);
    }

    private static DestinationResult Refusal(MicrosoftAdsError error) => Refusal(new DestinationResult(DestinationOutcome.Refused, MicrosoftAdsErrors.CodeOf(error)));

    private static DestinationResult Refusal(DestinationResult result) =>
        result.Outcome == DestinationOutcome.Refused
            ? result with { Outcome = DestinationOutcome.Stop, Message = "Microsoft refused the customer list. Choose another audienceName if it is taken, and check customerId and accountId." }
            : result;
}
