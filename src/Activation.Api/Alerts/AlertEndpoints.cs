using System.Text.Json.Nodes;
using Activation.Api.Audit;
using Activation.Api.Json;
using Activation.Monitoring.Alerts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Activation.Api.Alerts;

internal static class AlertEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var alerts = endpoints.MapGroup("/api/alerts").WithTags("Alerts");
        alerts.MapGet("", ListAsync).WithSummary("Alerts, newest first; `state` is open or resolved, `kind` and `subject` as rules have them")
            .WithDescription("Each instance (a run, an import, a disconnection) is one alert of a rule. `delivery` says whether it was posted: pending, delivered or failed.")
            .Produces<ListAnswer<Alert>>().ProducesProblem(400);
        var rules = alerts.MapGroup("/rules");
        rules.MapGet("", ListRulesAsync).WithSummary("All alert rules, without their secrets").Produces<ListAnswer<AlertRule>>();
        rules.MapGet("/{id}", GetRuleAsync).WithSummary("One alert rule, without its secret").Produces<AlertRule>().ProducesProblem(404);
        rules.MapPut("/{id}", PutRuleAsync).WithSummary("Creates or replaces an alert rule; it looks at what happens from then on")
            .WithDescription("Kinds: runFailed, runHeld, runLate (threshold in minutes, 150 without one), skipRate, sizeChanged, processingRefused and importRejected (threshold is a share, such as 0.1), importHeld, reconnect. Posts are signed with the secret: X-Signature is sha256= and the hex HMAC-SHA256 of {X-Timestamp}.{body}.")
            .Accepts<AlertRuleRequest>("application/json").Produces<AlertRule>().ProducesProblem(400);
        rules.MapDelete("/{id}", DeleteRuleAsync).WithSummary("Deletes an alert rule; its alerts stay").Produces(204).ProducesProblem(404);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, string? state, string? kind, string? subject, AlertStore store, CancellationToken cancellationToken)
    {
        if (state is not (null or "open" or "resolved"))
        {
            throw ProblemException.Invalid("invalidState", "state", "state is open or resolved; absent means both.");
        }

        var wanted = Kind(kind);
        var found = (await store.ListAsync(cancellationToken))
            .Where(a => (state is null || (a.ResolvedAt is null) == (state == "open")) && (wanted is null || a.Kind == wanted) && (subject is null || a.Subject == subject)).ToList();
        return TypedResults.Json(Page.Of(request).Cut(found, a => a.AlertId), ApiJson.Default.ListAnswerAlert);
    }

    private static async Task<IResult> ListRulesAsync(HttpRequest request, AlertRules rules, CancellationToken cancellationToken)
    {
        var all = await rules.ListAsync(cancellationToken);
        return TypedResults.Json(Page.Of(request).Cut([.. all.Select(r => Document(r.Key, r.Value))], Documents.IdOf), ApiJson.Default.ListAnswerJsonObject);
    }

    private static async Task<IResult> GetRuleAsync(string id, AlertRules rules, CancellationToken cancellationToken) => await rules.FindAsync(Id(id), cancellationToken) is { } rule
        ? TypedResults.Json(Document(id, rule), ApiJson.Default.JsonObject)
        : throw ProblemException.NotFound("alertRule", id);

    private static async Task<IResult> PutRuleAsync(string id, HttpRequest request, AlertRules rules, Definitions definitions, CancellationToken cancellationToken)
    {
        var rule = Id(id);
        var put = await RequestBody.ReadAsync(request, ApiJson.Default.AlertRuleRequest, cancellationToken, "id", "since");
        await CheckSubjectAsync(put.ToRule(), definitions, cancellationToken);
        var saved = await rules.PutAsync(rule, put.ToRule(), put.Secret, cancellationToken);
        if (put.Secret is not null)
        {
            request.HttpContext.AddAuditDetail("secret", "replaced");
        }

        return TypedResults.Json(Document(rule, saved), ApiJson.Default.JsonObject);
    }

    /// <summary>A rule for something that is not there would never tell anybody.</summary>
    private static async Task CheckSubjectAsync(AlertRule rule, Definitions definitions, CancellationToken cancellationToken)
    {
        if (rule.Subject is not { } subject || !EntityName.IsValid(subject))
        {
            return;
        }

        var (what, isThere) = rule.Kind switch
        {
            AlertKind.ImportRejected or AlertKind.ImportHeld => ("source", await definitions.Sources.FindAsync(subject, cancellationToken) is not null),
            AlertKind.Reconnect => ("destination", await definitions.Destinations.FindAsync(subject, cancellationToken) is not null),
            _ => ("sync", await definitions.Syncs.FindAsync(subject, cancellationToken) is not null),
        };
        if (!isThere)
        {
            throw ProblemException.Invalid("unknownSubject", "subject", $"There is no {what} of that id: alerts of this kind are about a {what}. Define it first, or leave subject out for all.");
        }
    }

    private static async Task<IResult> DeleteRuleAsync(string id, AlertRules rules, CancellationToken cancellationToken) => await rules.DeleteAsync(Id(id), cancellationToken)
        ? TypedResults.NoContent()
        : throw ProblemException.NotFound("alertRule", id);

    private static JsonObject Document(string id, AlertRule rule) => Documents.Of(id, rule, ApiJson.Default.AlertRule);

    private static string Id(string id) => EntityName.IsValid(id) ? id : throw ProblemException.Invalid("invalidId", "id", $"The id of an alert rule is {EntityName.Rule}.");

    private static AlertKind? Kind(string? text)
    {
        if (text is null)
        {
            return null;
        }

        foreach (var kind in Enum.GetValues<AlertKind>())
        {
            if (System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()) == text)
            {
                return kind;
            }
        }

        throw ProblemException.Invalid("invalidKind", "kind", "kind is one of runFailed, runHeld, runLate, skipRate, sizeChanged, processingRefused, importRejected, importHeld, reconnect.");
    }
}
