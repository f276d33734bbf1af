using System.Globalization;
using Activation.Api.Json;
using Activation.Monitoring.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Activation.Api.Audit;

internal static class AuditEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var audit = endpoints.MapGroup("/api/audit").WithTags("Audit");
        audit.MapGet("", ListAsync).WithSummary("Who changed what, newest first; `from` and `to` are instants in ISO 8601")
            .WithDescription("Each change has two entries: its intent, written before it, and its outcome. They name parts of definitions and ids, never values of rules, secrets or identifiers.")
            .Produces<ListAnswer<AuditEntry>>().ProducesProblem(400);
        audit.MapGet("/verify", VerifyAsync).WithSummary("Whether the log is as it was written: the first link at fault, if any")
            .WithDescription("`head` is the newest entry. Keep its number and hash elsewhere and give them to a later check (`?number=41&hash=…`): it then also says whether entries were cut off the end.")
            .Produces<AuditVerification>().ProducesProblem(400);
    }

    private static async Task<IResult> ListAsync(string? from, string? to, HttpRequest request, AuditLog log, CancellationToken cancellationToken)
    {
        var page = Page.Of(request);
        long? before = page.After is null ? null : Number(page.After) ?? throw ProblemException.Invalid("invalidAfter", "after", "after is the next of a page of this list; begin again without it.");
        var entries = await log.ListAsync(Instants.Read(from, "from"), Instants.Read(to, "to"), page.Limit + 1, before, cancellationToken);
        var items = entries.Take(page.Limit).ToList();
        return TypedResults.Json(
            new ListAnswer<AuditEntry>(items, entries.Count > page.Limit ? items[^1].Number.ToString(CultureInfo.InvariantCulture) : null), ApiJson.Default.ListAnswerAuditEntry);
    }

    private static async Task<IResult> VerifyAsync(string? number, string? hash, AuditLog log, CancellationToken cancellationToken)
    {
        if (number is null != hash is null)
        {
            throw ProblemException.Invalid("missingParameter", number is null ? "number" : "hash", "Give number and hash of the entry that was noted, or neither.");
        }

        AuditHead? noted = number is null ? null : new AuditHead(Number(number) ?? throw ProblemException.Invalid("invalidNumber", "number", "number is the number of an entry, from 1."), hash ?? "");
        return TypedResults.Json(await log.VerifyAsync(noted, cancellationToken), ApiJson.Default.AuditVerification);
    }

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 9_999_999_999 ? number : null;
}
