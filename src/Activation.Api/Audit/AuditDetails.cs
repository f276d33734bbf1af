using System.Globalization;
using Activation.Api.Imports;
using Activation.Api.Privacy;
using Activation.Api.Syncs;
using Activation.Delivery.DeadLetters;
using Microsoft.AspNetCore.Http;

namespace Activation.Api.Audit;

/// <summary>What the audit log says of a call beside its address: chosen facts, never what a body says at large.</summary>
internal static class AuditDetails
{
    private static readonly object Key = new();

    /// <summary>Called by endpoints for what only they know.</summary>
    public static void AddAuditDetail(this HttpContext context, string name, string value) => Added(context)[name] = value;

    public static IReadOnlyDictionary<string, string> Of(HttpContext context, object? result)
    {
        var details = Added(context);
        foreach (var (name, value) in Answered((result as IValueHttpResult)?.Value))
        {
            details[name] = value;
        }

        return details;
    }

    private static IEnumerable<KeyValuePair<string, string>> Answered(object? answer) => answer switch
    {
        RunAccepted run => [new("runId", run.RunId)],
        ImportAccepted import => [new("importId", import.ImportId)],
        PrivacyAccepted privacy => [new("requestId", privacy.RequestId)],
        ReplayResult replay => [new("runs", replay.Runs.Count.ToString(CultureInfo.InvariantCulture))],
        _ => [],
    };

    private static SortedDictionary<string, string> Added(HttpContext context)
    {
        if (context.Items[Key] is not SortedDictionary<string, string> details)
        {
            context.Items[Key] = details = new SortedDictionary<string, string>(StringComparer.Ordinal);
        }

        return details;
    }
}
