using Activation.Sync;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Activation.Api;

/// <summary>The description of the API at `/api/openapi.json`.</summary>
internal static class OpenApiDocument
{
    public const string Name = "v1";

    private const string KeyScheme = "apiKey";

    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer(DescribeAsync);
        options.AddSchemaTransformer(DescribeDateAsync);
        options.AddOperationTransformer(OpenApiExamples.AddAsync);
    }

    // Its JSON is what its converter makes of it, which the generator cannot see.
    private static Task DescribeDateAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if ((Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type) == typeof(SyncDate))
        {
            schema.Type = JsonSchemaType.String;
            schema.Description = "A day in the sync's time zone, such as 2026-12-31, or an instant in ISO 8601.";
        }

        return Task.CompletedTask;
    }

    private static Task DescribeAsync(Microsoft.OpenApi.OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Activation",
            Version = "1",
            Description = "Dropped customer files become audiences that stay in step. Errors are RFC 9457 problem details with a stable `code`.",
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
        document.Components.SecuritySchemes[KeyScheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = ApiKeyMiddleware.Header,
            Description = "Needed wherever the setting Activation:Api:Key is set.",
        };
        document.Servers = [new OpenApiServer { Url = "/" }];
        return Task.CompletedTask;
    }
}
