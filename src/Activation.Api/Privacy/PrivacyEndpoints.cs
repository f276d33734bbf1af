using System.Globalization;
using System.Text.Json;
using Activation.Api.Audit;
using Activation.Api.Json;
using Activation.Governance.Privacy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Activation.Api.Privacy;

internal static class PrivacyEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var privacy = endpoints.MapGroup("/api/privacy").WithTags("Privacy");
        privacy.MapPost("/requests", CreateAsync).WithSummary("Deletes, suppresses or unsuppresses people by up to 5,000 identifiers, in clear or hashed; hashed on arrival").Accepts<PrivacyRequestBody>("application/json").Produces<PrivacyAccepted>(202).ProducesProblem(400).ProducesProblem(413);
        privacy.MapGet("/requests", ListAsync).WithSummary("Privacy requests, newest first").Produces<ListAnswer<PrivacyRequest>>();
        privacy.MapGet("/requests/{id}", GetAsync).WithSummary("One privacy request, with a receipt for each destination and each store").Produces<PrivacyRequest>().ProducesProblem(404);
        privacy.MapPost("/requests/{id}/retry", RetryAsync).WithSummary("Carries on a request that has failed somewhere").Produces<PrivacyRequest>(202).ProducesProblem(404).ProducesProblem(409);
        privacy.MapGet("/suppressions", CountAsync).WithSummary("How many identifiers are suppressed; which cannot be told").Produces<SuppressionsAnswer>();
    }

    private static async Task<IResult> CreateAsync(HttpRequest request, PrivacyRequests requests, CancellationToken cancellationToken)
    {
        var body = await RequestBody.ReadAsync(request, ApiJson.Default.PrivacyRequestBody, cancellationToken);
        if (body.Suppress is not null && body.Type != PrivacyRequestType.Delete)
        {
            throw ProblemException.Invalid("suppressOfDelete", "suppress", "'suppress' belongs to a request of type delete; leave it out.");
        }

        request.HttpContext.AddAuditDetail("type", JsonNamingPolicy.CamelCase.ConvertName(body.Type.ToString()));
        request.HttpContext.AddAuditDetail("identifiers", body.Identifiers.Count.ToString(CultureInfo.InvariantCulture));
        var taken = await requests.CreateAsync(body.Type, body.Suppress ?? true, GivenIdentifiers.Read(body.Identifiers), cancellationToken);
        return TypedResults.Json(new PrivacyAccepted(taken.RequestId, taken.Status), ApiJson.Default.PrivacyAccepted, statusCode: 202);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, PrivacyRequests requests, CancellationToken cancellationToken) =>
        TypedResults.Json(Page.Of(request).Cut(await requests.ListAsync(cancellationToken), r => r.RequestId), ApiJson.Default.ListAnswerPrivacyRequest);

    private static async Task<IResult> GetAsync(string id, PrivacyRequests requests, CancellationToken cancellationToken) =>
        TypedResults.Json(await requests.FindAsync(Id(id), cancellationToken) ?? throw ProblemException.NotFound("privacyRequest", Id(id)), ApiJson.Default.PrivacyRequest);

    private static async Task<IResult> RetryAsync(string id, PrivacyRequests requests, CancellationToken cancellationToken) =>
        TypedResults.Json(await requests.RetryAsync(Id(id), cancellationToken), ApiJson.Default.PrivacyRequest, statusCode: 202);

    private static async Task<IResult> CountAsync(PrivacyRequests requests, CancellationToken cancellationToken) =>
        TypedResults.Json(new SuppressionsAnswer(await requests.CountSuppressionsAsync(cancellationToken)), ApiJson.Default.SuppressionsAnswer);

    private static string Id(string text) => EntityName.IsValid(text)
        ? text
        : throw ProblemException.Invalid("invalidId", "id", "The id of a privacy request is its time and eight hex digits, as the call that made it answered.");
}
