using System.Text.Json.Nodes;
using Activation.Destinations;

namespace Activation.Api.Destinations;

/// <summary>An entry of the catalogue.</summary>
/// <param name="Keys">What the platform can find a person by when it removes; several names together are a composite key.</param>
internal sealed record DestinationTypeAnswer(
    string Type,
    string DisplayName,
    JsonObject SettingsSchema,
    JsonObject SecretSchema,
    IReadOnlyList<string> Identifiers,
    IReadOnlyList<IReadOnlyList<string>> Keys,
    int MaxBatch,
    int MinimumAudience,
    AccountLimits? Limits,
    Uri Documentation)
{
    public static DestinationTypeAnswer Of(DestinationType type) => new(
        type.Type,
        type.DisplayName,
        type.SettingsSchema,
        type.SecretSchema,
        [.. type.Identifiers.Select(i => i.Name)],
        [.. type.Keys.Select(k => k.Identifiers)],
        type.MaxBatch,
        type.MinimumAudience,
        type.Limits,
        type.Documentation);
}
