using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Activation.Segments;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Activation.Api.Json;

/// <summary>Reads JSON bodies strictly; whatever is wrong is named by line or by path, never by value.</summary>
internal static class RequestBody
{
    public const long MaxBytes = 1024 * 1024;

    private static readonly JsonDocumentOptions Syntax = new() { AllowDuplicateProperties = false, MaxDepth = RuleLimits.JsonDepth };

    /// <param name="answered">Names that answers carry and requests may repeat, to no effect.</param>
    public static async Task<T> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken, params string[] answered)
    {
        try
        {
            var body = await ParseAsync(request, cancellationToken);
            foreach (var name in answered)
            {
                body.Remove(name);
            }

            JsonShape.Check(body, type);
            JsonShape.AddEmpty(body, type);
            return body.Deserialize(type) ?? throw NotAnObject();
        }
        catch (JsonException e)
        {
            var path = (e.Path ?? "$").TrimStart('$').TrimStart('.');
            throw ProblemException.Invalid("invalidValue", path, JsonShape.Explain(path, type));
        }
        catch (InvalidOperationException)
        {
            // How System.Text.Json reports bytes and escapes that are no character.
            throw ProblemException.Invalid("invalidText", "", "A text or a name in the body has bytes that are not UTF-8, or half a surrogate pair (\\ud800 to \\udfff alone), which is no character.");
        }
    }

    /// <summary>Like <see cref="ReadAsync"/>; an absent body is an empty object.</summary>
    public static async Task<T> ReadOptionalAsync<T>(HttpRequest request, JsonTypeInfo<T> type, T none, CancellationToken cancellationToken) =>
        request.ContentLength == 0 || (request.ContentLength is null && request.Headers.TransferEncoding.Count == 0)
            ? none
            : await ReadAsync(request, type, cancellationToken);

    private static async Task<JsonObject> ParseAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MaxBytes;
        }

        try
        {
            return await JsonNode.ParseAsync(request.Body, documentOptions: Syntax, cancellationToken: cancellationToken) as JsonObject ?? throw NotAnObject();
        }
        catch (JsonException e)
        {
            throw ProblemException.Invalid("malformedJson", "", string.Create(
                CultureInfo.InvariantCulture,
                $"The body is not well-formed JSON, or repeats a property: see line {(e.LineNumber ?? 0) + 1}, byte {(e.BytePositionInLine ?? 0) + 1}."));
        }
    }

    private static ProblemException NotAnObject() => ProblemException.Invalid("notAnObject", "", "The body must be a JSON object.");
}
