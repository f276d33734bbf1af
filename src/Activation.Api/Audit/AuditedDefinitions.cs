using System.Text.Json;
using Activation.Api.Json;
using Activation.Monitoring.Alerts;
using Activation.Profiles;
using Microsoft.AspNetCore.Http;

namespace Activation.Api.Audit;

/// <summary>Finds the definition that a call changes, for its digest before and after.</summary>
internal sealed class AuditedDefinitions(Definitions definitions, TraitCatalog traits, AlertRules alertRules)
{
    /// <summary>Null: the call changes no definition, or there is none.</summary>
    public async Task<JsonElement?> FindAsync(AuditedCall call, HttpContext context, CancellationToken cancellationToken)
    {
        if (call.Method == HttpMethods.Post && !call.Route.EndsWith("/restore", StringComparison.Ordinal))
        {
            return null;
        }

        var id = context.Request.RouteValues["id"]?.ToString() ?? context.Request.RouteValues["name"]?.ToString() ?? "";
        return call.Route.Split('/', StringSplitOptions.RemoveEmptyEntries) is not ["api", var collection, _, ..] ? null : collection switch
        {
            "sources" when EntityName.IsValid(id) => Document(await definitions.Sources.FindAsync(id, cancellationToken), ApiJson.Default.SourceDefinition),
            "segments" when EntityName.IsValid(id) => Document(await definitions.Segments.FindAsync(id, cancellationToken), ApiJson.Default.SegmentDefinition),
            "destinations" when EntityName.IsValid(id) => Document(await definitions.Destinations.FindAsync(id, cancellationToken), ApiJson.Default.DestinationDefinition),
            "syncs" when EntityName.IsValid(id) => Document(await definitions.Syncs.FindAsync(id, cancellationToken), ApiJson.Default.SyncDefinition),
            "policies" when EntityName.IsValid(id) => Document(await definitions.Policies.FindAsync(id, cancellationToken), ApiJson.Default.PolicyDefinition),
            "alerts" when EntityName.IsValid(id) => Document(await alertRules.FindAsync(id, cancellationToken), ApiJson.Default.AlertRule),
            "traits" => await FindTraitAsync(id, cancellationToken),
            _ => null,
        };
    }

    private async Task<JsonElement?> FindTraitAsync(string name, CancellationToken cancellationToken)
    {
        var schema = await traits.ReadAsync(cancellationToken);
        return schema.FindComputed(name) is { } computed ? Document(computed.Definition, ApiJson.Default.TraitDefinition)
            : schema.Find(name) is { } trait && (trait.Expiry is not null || trait.Labels.Count > 0)
                ? JsonSerializer.SerializeToElement($"{trait.Expiry} {string.Join(',', trait.Labels)}", ApiJson.Default.String)
            : null;
    }

    private static JsonElement? Document<T>(T? definition, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class => definition is null ? null : JsonSerializer.SerializeToElement(definition, type);
}
