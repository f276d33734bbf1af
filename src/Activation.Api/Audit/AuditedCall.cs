using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Activation.Api.Audit;

/// <summary>A call as the audit log names it: the endpoint's route with the ids that were given. What is no id might be anything, and is left out.</summary>
/// <param name="Route">The route as the endpoint declares it.</param>
/// <param name="Path">The same with the ids.</param>
internal sealed record AuditedCall(string Method, string Route, string Path)
{
    private const int MaxIdLength = 200;
    private const string NoId = "-";

    /// <summary>Null: a call that changes nothing.</summary>
    public static AuditedCall? Of(HttpContext context)
    {
        var method = context.Request.Method;
        if ((!HttpMethods.IsPut(method) && !HttpMethods.IsPost(method) && !HttpMethods.IsDelete(method) && !HttpMethods.IsPatch(method))
            || context.GetEndpoint() is not RouteEndpoint endpoint || endpoint.Metadata.GetMetadata<ChangesNothing>() is not null)
        {
            return null;
        }

        var path = new StringBuilder();
        foreach (var segment in endpoint.RoutePattern.PathSegments)
        {
            path.Append('/');
            foreach (var part in segment.Parts)
            {
                path.Append(part switch
                {
                    RoutePatternLiteralPart literal => literal.Content,
                    RoutePatternSeparatorPart separator => separator.Content,
                    RoutePatternParameterPart parameter => Id(context.Request.RouteValues[parameter.Name]?.ToString()),
                    _ => "",
                });
            }
        }

        return new AuditedCall(method, endpoint.RoutePattern.RawText ?? "", path.ToString());
    }

    /// <summary>Ids of what users define, of runs, batches and imports; names of traits.</summary>
    private static string Id(string? value) =>
        value is { Length: > 0 and <= MaxIdLength } && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':') ? value : NoId;
}
