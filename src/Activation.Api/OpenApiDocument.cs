using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Activation.Api;

/// <summary>The description of the API at `/api/openapi.json`.</summary>
internal static class OpenApiDocument
{
    public const string Name = "v1";

    private const string KeyScheme = "apiKey";

    public static void Configure(OpenApiOptions options) => options.AddDocumentTransformer((document, _, _) =>
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
    });
}
