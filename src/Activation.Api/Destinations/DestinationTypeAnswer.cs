using System.Text.Json.Nodes;
using Activation.Destinations;
using Activation.Governance.Consents;

namespace Activation.Api.Destinations;

/// <summary>An entry of the catalogue.</summary>
/// <param name="Consent">What people must have consented to where a destination does not name its own purposes.</param>
/// <param name="FixedActions">What it does with people's data whatever a destination's labels say.</param>
/// <param name="Keys">What the platform can find a person by when it removes; several names together are a composite key.</param>
/// <param name="ReplacesSmallAudiences">Whether a full run also takes out whom others have put into an audience that fits in one call.</param>
/// <param name="SupportsDeletion">Whether an audience can be deleted at the platform with its sync.</param>
/// <param name="SupportsErasure">Whether a person can be taken out of all of the account's audiences at once.</param>
/// <param name="SupportsRehearsal">Whether the platform looks at the first call of a dry run without applying it.</param>
/// <param name="Values">Whether members may have a value: `none`, `any`, or `fixed`, where an audience has values from its creation on or never.</param>
internal sealed record DestinationTypeAnswer(
    string Type,
    string DisplayName,
    JsonObject SettingsSchema,
    JsonObject SecretSchema,
    IReadOnlyList<string> Identifiers,
    IReadOnlyList<IReadOnlyList<string>> Keys,
    int MaxBatch,
    int MinimumAudience,
    ValueSupport Values,
    bool TakesTraits,
    bool ReplacesSmallAudiences,
    bool SupportsDeletion,
    bool SupportsErasure,
    bool SupportsRehearsal,
    AccountLimits? Limits,
    IReadOnlyList<ConsentDemand> Consent,
    IReadOnlyList<string> FixedActions,
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
        type.Values,
        type.TakesTraits,
        type.ReplacesSmallAudiences,
        type.SupportsDeletion,
        type.SupportsErasure,
        type.SupportsRehearsal,
        type.Limits,
        type.Consent,
        type.FixedActions,
        type.Documentation);
}
