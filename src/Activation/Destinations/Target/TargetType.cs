using Activation.Governance.Labels;
using Activation.Profiles;

namespace Activation.Destinations.Target;

/// <summary>The catalogue entry of Adobe Target's bulk profile updates.</summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/target-dev/developer/api/profile-apis/profile-bulk-api</remarks>
internal static class TargetType
{
    /// <summary>The platform takes 500,000 rows and 50 MB.</summary>
    private const int MaxRows = 10_000;

    public static DestinationType Create() => new()
    {
        Type = "target",
        DisplayName = "Adobe Target profiles",
        SettingsSchema = new TypeSchema()
            .Text("clientCode", "the client code, as Target shows it under Administration, Implementation", "^[a-z0-9]{1,64}$", 64, isRequired: true)
            .Choice("idType", "what the external id is to Target", [TargetSettings.ThirdPartyId, TargetSettings.PcId], TargetSettings.ThirdPartyId)
            .Text("attribute", "a to z, 0 to 9 and _, beginning with a letter", "^[a-z][a-z0-9_]{0,30}$", 31, fallback: TargetSettings.DefaultAttribute)
            .Address("apiBaseUrl", "an absolute https:// address; https://{clientCode}.tt.omtrdc.net if left out")
            .Create(),
        SecretSchema = new TypeSchema().Credential("profileToken", "a profile authentication token, which Target makes under Administration, Implementation").Create(),
        Identifiers = [new(Identifiers.ExternalId, "external_id")],
        Keys = [new(Identifiers.ExternalId)],
        MaxBatch = MaxRows,
        FixedActions = [MarketingActions.OnsitePersonalization],
        Limits = new(Concurrency: 2, CallsPerMinute: 60, Burst: 10),
        Documentation = new Uri("https://experienceleague.adobe.com/en/docs/target-dev/developer/api/profile-apis/profile-bulk-api"),
    };
}
