using Activation.Api.Json;
using Activation.Sync;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Activation.Api.Syncs;

internal static class AudienceEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/syncs/{id}/audience", GetAsync).WithTags("Syncs")
            .WithSummary("What the platform says of a sync's audience now: its state, how many people it has, and how far the calls of the latest run have come")
            .WithDescription(
                "The platform is asked with each call. `size` is what it has confirmed; `platform` is its own word: `state` as a code with an `explanation`, bounds of the number of people, and for up to ten calls of `run` "
                + "how many rows it received, matched and found invalid. `processing` is what it has said of all calls of `run` by itself, see the run's. `platform` is absent where the type of destination offers no report. Where the platform cannot be asked (there is no audience yet, it cannot be reached, it refuses the credentials, "
                + "the account rests), `ok` is false, and `code` and `message` say why and what to do.")
            .Produces<AudienceAnswer>().ProducesProblem(404);

    private static async Task<IResult> GetAsync(string id, AudienceReporter reporter, CancellationToken cancellationToken) =>
        TypedResults.Json(AudienceAnswer.Of(await reporter.GetAsync(Ids.Sync(id), cancellationToken)), ApiJson.Default.AudienceAnswer);
}
