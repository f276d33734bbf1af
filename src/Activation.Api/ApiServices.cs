using Activation.Api.Audit;
using Activation.Api.Destinations;
using Activation.Api.Health;
using Activation.Api.Imports;
using Activation.Api.Json;
using Activation.Api.Profiles;
using Activation.Api.Segments;
using Activation.Api.Sources;
using Activation.Api.Syncs;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Activation.Api;

public static class ApiServices
{
    /// <summary>What <see cref="ApiApplication.UseActivationApi"/> needs.</summary>
    public static IServiceCollection AddActivationApi(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ApiOptions>().Bind(configuration.GetSection(ApiOptions.Section))
            .Configure(o => o.PlatformSignIn = bool.TryParse(configuration["WEBSITE_AUTH_ENABLED"], out var enabled) && enabled)
            .Validate(o => EntityName.IsValid(o.KeyName), $"{ApiOptions.Section}:KeyName is not {EntityName.Rule}.")
            .Validate(
                o => o.Key is { Length: > 0 } || !o.Exposed,
                $"The API can be reached from other machines, and {ApiOptions.Section}:Key is not set. Set it (environment: Activation__Api__Key) to a secret of at least {ApiOptions.MinKeyLength} characters, or bind to a loopback address.")
            .Validate(
                o => o.Key is null or { Length: 0 or >= ApiOptions.MinKeyLength },
                $"{ApiOptions.Section}:Key is shorter than {ApiOptions.MinKeyLength} characters; choose a longer one.")
            .ValidateOnStart();
        services.AddRouting();
        services.AddOpenApi(OpenApiDocument.Name, OpenApiDocument.Configure);
        services.Configure<JsonOptions>(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default));
        return services
            .AddSingleton<HealthCheck>()
            .AddSingleton<References>().AddSingleton<AudiencePlaces>()
            .AddSingleton<SourceRules>()
            .AddSingleton<UploadUrls>()
            .AddSingleton<SyncRules>()
            .AddSingleton<Caller>()
            .AddSingleton<AuditedDefinitions>()
            .AddSingleton<SegmentSaving>()
            .AddSingleton<ProfileReader>()
            .AddSingleton<ProfileLookup>();
    }
}
