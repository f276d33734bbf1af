using Activation.Api.Audit;
using Activation.Api.Json;
using Activation.Governance.Privacy;
using Activation.Segments.Explanations;
using Activation.Sync;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Activation.Api.Profiles;

internal static class ProfileEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var profiles = endpoints.MapGroup("/api/profiles").WithTags("Profiles");
        profiles.MapGet("/{id}", GetAsync).WithSummary("One profile: hashes, traits, consent, and which segments and audiences it is in").Produces<ProfileAnswer>().ProducesProblem(404);
        profiles.MapPost("/lookup", LookupAsync).ChangesNothing().WithSummary("Profiles that have an email, a phone number or a customer id; the value is hashed on arrival").Accepts<LookupRequest>("application/json").Produces<ListAnswer<ProfileAnswer>>().ProducesProblem(400);
    }

    private static async Task<IResult> GetAsync(string id, ProfileReader reader, SegmentMemberships segments, AudienceMemberships audiences, PrivacyRequests privacy, CancellationToken cancellationToken)
    {
        var asked = Ids.Profile(id, "id");
        var found = await reader.FindAsync(asked, cancellationToken) ?? throw ProblemException.NotFound("profile", asked.ToString());

        // Of a profile that was merged into another, that other.
        var profile = ProfileId.TryParse(found.Id, out var current) ? current : asked;
        return TypedResults.Json(
            found with
            {
                Suppressed = await privacy.IsSuppressedAsync(found.Identifiers, cancellationToken),
                Memberships = await segments.FindAsync(profile, cancellationToken),
                Audiences = await audiences.FindAsync(profile, cancellationToken),
            },
            ApiJson.Default.ProfileAnswer);
    }

    private static async Task<IResult> LookupAsync(HttpRequest request, ProfileLookup lookup, ProfileReader reader, CancellationToken cancellationToken)
    {
        var ids = await lookup.FindAsync(await RequestBody.ReadAsync(request, ApiJson.Default.LookupRequest, cancellationToken), cancellationToken);
        var items = new List<ProfileAnswer>(ids.Count);
        foreach (var id in ids)
        {
            if (await reader.FindAsync(id, cancellationToken) is { } profile)
            {
                items.Add(profile);
            }
        }

        return TypedResults.Json(new ListAnswer<ProfileAnswer>(items, null), ApiJson.Default.ListAnswerProfileAnswer);
    }
}
