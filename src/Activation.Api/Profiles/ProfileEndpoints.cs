using Activation.Api.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Activation.Api.Profiles;

internal static class ProfileEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var profiles = endpoints.MapGroup("/api/profiles").WithTags("Profiles");
        profiles.MapGet("/{id}", GetAsync).WithSummary("One profile: hashes and traits").Produces<ProfileAnswer>().ProducesProblem(404);
        profiles.MapPost("/lookup", LookupAsync).WithSummary("Profiles that have an email, a phone number or a customer id; the value is hashed on arrival").Accepts<LookupRequest>("application/json").Produces<ListAnswer<ProfileAnswer>>().ProducesProblem(400);
    }

    private static async Task<IResult> GetAsync(string id, ProfileReader reader, CancellationToken cancellationToken) =>
        ProfileId.TryParse(id, out var profile)
            ? TypedResults.Json(await reader.FindAsync(profile, cancellationToken) ?? throw ProblemException.NotFound("profile", profile.ToString()), ApiJson.Default.ProfileAnswer)
            : throw ProblemException.Invalid("invalidId", "id", "The id of a profile is 32 hex digits.");

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
