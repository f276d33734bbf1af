using System.Security.Cryptography;
using System.Text;

namespace Activation.Destinations.Pinterest;

/// <summary>
/// Finds and makes customer lists. A list has no description and keeps its name, so that our marker is the end of its name; the name that
/// people see is its audience's, see <see cref="PinterestAudiences"/>.
/// </summary>
/// <remarks>https://developers.pinterest.com/docs/api/v5/customer_lists-create</remarks>
internal sealed class PinterestLists(PinterestClient client)
{
    public async Task<(DestinationResult Result, string? Id)> EnsureAsync(PinterestSettings settings, AudienceSpec spec, CancellationToken cancellationToken)
    {
        if (spec.KnownId is { } known)
        {
            var found = await GetAsync(settings, known, cancellationToken);
            return (found.Result, found.Value is null ? null : known);
        }

        var (result, own) = await FindOwnAsync(settings, spec, cancellationToken);
        return result.Outcome != DestinationOutcome.Success || own is not null ? (result, own) : await CreateAsync(settings, spec, cancellationToken);
    }

    /// <summary>The list; <see cref="DestinationOutcome.AudienceMissing"/> if it is gone while its account can still be read.</summary>
    public async Task<PlatformReply<PinterestList>> GetAsync(PinterestSettings settings, string id, CancellationToken cancellationToken)
    {
        var found = await client.SendAsync(settings, HttpMethod.Get, Path(id), null, PinterestJson.Default.PinterestList, l => l.Id is not null, cancellationToken);
        if (!PinterestErrors.MayBeMissing(found.Reply))
        {
            return found;
        }

        var account = await CheckAsync(settings, cancellationToken);
        return found with
        {
            Result = account.Outcome == DestinationOutcome.Success
                ? found.Result with { Outcome = DestinationOutcome.AudienceMissing, Message = "The customer list no longer exists at Pinterest; it is made anew." }
                : account,
        };
    }

    /// <summary>Whether the account's lists can be read.</summary>
    public async Task<DestinationResult> CheckAsync(PinterestSettings settings, CancellationToken cancellationToken) => (await PageAsync(settings, "?page_size=1", cancellationToken)).Result;

    public static string Path(string id) => $"customer_lists/{Uri.EscapeDataString(id)}";

    private Task<PlatformReply<PinterestListPage>> PageAsync(PinterestSettings settings, string query, CancellationToken cancellationToken) =>
        client.SendAsync(settings, HttpMethod.Get, $"customer_lists{query}", null, PinterestJson.Default.PinterestListPage, p => p.Items is not null, cancellationToken);

    /// <summary>Our list: of a run that made it and died before it could note the id.</summary>
    private async Task<(DestinationResult Result, string? Id)> FindOwnAsync(PinterestSettings settings, AudienceSpec spec, CancellationToken cancellationToken)
    {
        string? bookmark = null;
        do
        {
            var page = await PageAsync(settings, PinterestAudiences.PageQuery(bookmark), cancellationToken);
            if (page.Value?.Items is not { } lists)
            {
                return (page.Result, null);
            }

            if (lists.FirstOrDefault(l => l.Name?.EndsWith(spec.Marker, StringComparison.Ordinal) == true)?.Id is { } id)
            {
                return (DestinationResult.Success, id);
            }

            bookmark = page.Value.Bookmark == bookmark ? null : page.Value.Bookmark;
        }
        while (bookmark is { Length: > 0 });

        return (DestinationResult.Success, null);
    }

    /// <summary>A list begins with a record at least: here the hash of the marker, which is nobody's email.</summary>
    private async Task<(DestinationResult Result, string? Id)> CreateAsync(PinterestSettings settings, AudienceSpec spec, CancellationToken cancellationToken)
    {
        var nobody = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(spec.Marker)));
        var content = PlatformClient.Json(new PinterestNewList($"{spec.Name} {spec.Marker}", nobody, "EMAIL"), PinterestJson.Default.PinterestNewList);
        var made = await client.SendAsync(settings, HttpMethod.Post, "customer_lists", content, PinterestJson.Default.PinterestList, l => l.Id is { Length: > 0 }, cancellationToken);
        var result = made.Value is { } list ? PinterestErrors.Of(list) ?? made.Result : made.Result;
        return result.Outcome == DestinationOutcome.Refused
            ? (result with { Outcome = DestinationOutcome.Stop, Message = "Pinterest refused to make the customer list. Check adAccountId, and that the account has accepted the terms for customer lists." }, null)
            : (result, made.Value?.Id);
    }
}
