using System.Globalization;
using System.Text.Json.Nodes;
using Activation.Api.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Activation.Api;

/// <summary>
/// What each body looks like, from `examples.json`: `types` has bodies by the name of their type (for one status, `{name}:{status}`), `answers` what a type has beside
/// when it is answered, `problems` errors by status.
/// </summary>
internal static class OpenApiExamples
{
    public const string Resource = "examples.json";

    private const string Json = "application/json";

    private static readonly JsonObject Examples = Read();

    public static Task AddAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        Set(operation.RequestBody?.Content, Json, metadata.OfType<IAcceptsMetadata>().FirstOrDefault()?.RequestType is { } sent ? Type(sent.Name) : null);
        foreach (var answer in metadata.OfType<IProducesResponseTypeMetadata>())
        {
            var status = answer.StatusCode.ToString(CultureInfo.InvariantCulture);
            if (operation.Responses?.GetValueOrDefault(status) is { } response)
            {
                Set(response.Content, Json, answer.Type is { } type ? Answer(type, status) : null);
                Set(response.Content, "application/problem+json", Examples["problems"]?[status]?.DeepClone());
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>The body of a type; null if the file has none.</summary>
    public static JsonNode? Type(string name) => Examples["types"]?[name]?.DeepClone();

    private static JsonNode? Answer(Type type, string status)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ListAnswer<>))
        {
            return Answer(type.GetGenericArguments()[0], status) is { } item ? new JsonObject { ["items"] = new JsonArray(item), ["next"] = null } : null;
        }

        var body = Type($"{type.Name}:{status}") ?? Type(type.Name);
        if (body is not JsonObject document || Examples["answers"]?[type.Name] is not JsonObject beside)
        {
            return body;
        }

        var answer = new JsonObject(beside.Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())));
        foreach (var (name, value) in document)
        {
            answer[name] = value?.DeepClone();
        }

        return answer;
    }

    private static void Set(IDictionary<string, OpenApiMediaType>? content, string type, JsonNode? example)
    {
        if (example is not null && content?.TryGetValue(type, out var media) == true)
        {
            media.Example = example;
        }
    }

    private static JsonObject Read()
    {
        using var stream = typeof(OpenApiExamples).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"{Resource} is not in the assembly.");
        return JsonNode.Parse(stream)?.AsObject() ?? throw new InvalidOperationException($"{Resource} is empty.");
    }
}
