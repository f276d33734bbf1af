using System.Globalization;

namespace Activation.Destinations.Google;

/// <summary>Finds, makes and renames lists of users.</summary>
/// <remarks>https://developers.google.com/data-manager/api/reference/rest/v1/accountTypes.accounts.userLists</remarks>
internal sealed class GoogleUserLists(GoogleClient client)
{
    private const int PageSize = 1000;
    private const int SecondsADay = 86_400;
    private const string FirstParty = "DATA_SOURCE_TYPE_FIRST_PARTY";

    public async Task<EnsureAudienceResult> EnsureAsync(GoogleSettings settings, AudienceSpec spec, CancellationToken cancellationToken)
    {
        if (spec.KnownId is { } known)
        {
            var found = await GetAsync(settings, known, cancellationToken);
            return found.Value is { } list
                ? new EnsureAudienceResult(await RenameAsync(settings, known, list.DisplayName, spec, cancellationToken), known)
                : new EnsureAudienceResult(found.Result, null);
        }

        var (result, adopted) = await FindOwnAsync(settings, spec, cancellationToken);
        return result.Outcome != DestinationOutcome.Success || adopted is not null
            ? new EnsureAudienceResult(result, adopted)
            : await CreateAsync(settings, spec, cancellationToken);
    }

    /// <summary>The list; <see cref="DestinationOutcome.AudienceMissing"/> if it is gone while its account can still be read.</summary>
    public async Task<PlatformReply<GoogleUserList>> GetAsync(GoogleSettings settings, string id, CancellationToken cancellationToken)
    {
        var found = await client.SendAsync(settings, HttpMethod.Get, $"{Lists(settings)}/{Uri.EscapeDataString(id)}", null, GoogleJson.Default.GoogleUserList, l => l.Id is not null, cancellationToken);
        if (!GoogleErrors.MayBeMissing(found.Result))
        {
            return found;
        }

        // The same error may be of a lost permission, and only a missing list may make us forget it.
        var account = await PageAsync(settings, "?pageSize=1", cancellationToken);
        return account.Result.Outcome == DestinationOutcome.Success
            ? found with { Result = found.Result with { Outcome = DestinationOutcome.AudienceMissing, Message = "The list no longer exists at Google; it is made anew." } }
            : found with { Result = account.Result };
    }

    /// <summary>Tries whether a list could be made, without making it.</summary>
    public async Task<DestinationResult> CheckAsync(GoogleSettings settings, CancellationToken cancellationToken)
    {
        var content = PlatformClient.Json(NewList(settings, "Activation check", "Not made: a check of the credentials"), GoogleJson.Default.GoogleUserList);
        var reply = await client.SendAsync(settings, HttpMethod.Post, $"{Lists(settings)}?validateOnly=true", content, GoogleJson.Default.GoogleUserList, _ => true, cancellationToken);
        return Refusal(reply.Result, "Google would not make a list with these settings. Check accountId, accountType and membershipDays, and that Customer Match is open to the account.");
    }

    /// <summary>A list that is gone already is no failure.</summary>
    public async Task<DestinationResult> DeleteAsync(GoogleSettings settings, string id, CancellationToken cancellationToken)
    {
        var deleted = await client.SendAsync(settings, HttpMethod.Delete, $"{Lists(settings)}/{Uri.EscapeDataString(id)}", null, GoogleJson.Default.GoogleUserList, _ => true, cancellationToken);
        return GoogleErrors.MayBeMissing(deleted.Result) && (await GetAsync(settings, id, cancellationToken)).Result.Outcome == DestinationOutcome.AudienceMissing
            ? DestinationResult.Success
            : Refusal(deleted.Result, "Google refused to delete the list. Take it out of the campaigns that use it, then try again.");
    }

    private static string Lists(GoogleSettings settings) => $"{settings.Operating.Path}/userLists";

    private static GoogleUserList NewList(GoogleSettings settings, string name, string description) => new()
    {
        DisplayName = name,
        Description = description,
        MembershipDuration = settings.MembershipDays is { } days ? string.Create(CultureInfo.InvariantCulture, $"{days * SecondsADay}s") : null,
        IngestedUserListInfo = settings.Mobile is { } mobile
            ? new GoogleIngestedInfo(["MOBILE_ID"], MobileIdInfo: new GoogleMobileInfo(FirstParty, mobile.KeySpace, mobile.AppId))
            : new GoogleIngestedInfo(["CONTACT_ID"], new GoogleContactInfo(FirstParty)),
    };

    private static DestinationResult Refusal(DestinationResult result, string message) =>
        result.Outcome == DestinationOutcome.Refused ? result with { Outcome = DestinationOutcome.Stop, Message = message } : result;

    private Task<PlatformReply<GoogleUserListPage>> PageAsync(GoogleSettings settings, string query, CancellationToken cancellationToken) =>
        client.SendAsync(settings, HttpMethod.Get, $"{Lists(settings)}{query}", null, GoogleJson.Default.GoogleUserListPage, _ => true, cancellationToken);

    private async Task<DestinationResult> RenameAsync(GoogleSettings settings, string id, string? current, AudienceSpec spec, CancellationToken cancellationToken)
    {
        if (current == spec.Name)
        {
            return DestinationResult.Success;
        }

        var content = PlatformClient.Json(new GoogleUserList { DisplayName = spec.Name, Description = spec.MarkedDescription }, GoogleJson.Default.GoogleUserList);
        var saved = await client.SendAsync(
            settings, HttpMethod.Patch, $"{Lists(settings)}/{Uri.EscapeDataString(id)}?updateMask=displayName,description", content, GoogleJson.Default.GoogleUserList, _ => true, cancellationToken);
        return Refusal(saved.Result, "Google refused the list's new name. Another list of the account may have it: choose another audienceName.");
    }

    /// <summary>Our list of this name: of a run that made it and died before it could note the id.</summary>
    private async Task<(DestinationResult Result, string? Id)> FindOwnAsync(GoogleSettings settings, AudienceSpec spec, CancellationToken cancellationToken)
    {
        string? after = null;
        do
        {
            var query = $"?pageSize={PageSize.ToString(CultureInfo.InvariantCulture)}{(after is null ? "" : $"&pageToken={Uri.EscapeDataString(after)}")}";
            var page = await PageAsync(settings, query, cancellationToken);
            if (page.Value is not { } found)
            {
                return (page.Result, null);
            }

            var own = (found.UserLists ?? []).FirstOrDefault(l => l.DisplayName == spec.Name && l.Description?.Contains(spec.Marker, StringComparison.Ordinal) == true);
            if (own?.Id is { } id)
            {
                return (DestinationResult.Success, id);
            }

            after = found.NextPageToken is { Length: > 0 } next && next != after ? next : null;
        }
        while (after is not null);

        return (DestinationResult.Success, null);
    }

    private async Task<EnsureAudienceResult> CreateAsync(GoogleSettings settings, AudienceSpec spec, CancellationToken cancellationToken)
    {
        var content = PlatformClient.Json(NewList(settings, spec.Name, spec.MarkedDescription), GoogleJson.Default.GoogleUserList);
        var created = await client.SendAsync(settings, HttpMethod.Post, Lists(settings), content, GoogleJson.Default.GoogleUserList, l => l.Id is { Length: > 0 }, cancellationToken);
        return new EnsureAudienceResult(
            Refusal(created.Result, "Google refused to make the list. A list's name must be the only one of its account: choose another audienceName if it is taken, and check accountId and membershipDays."), created.Value?.Id);
    }
}
