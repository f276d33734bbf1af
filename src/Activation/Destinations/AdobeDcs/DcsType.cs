using Activation.Profiles;

namespace Activation.Destinations.AdobeDcs;

/// <summary>The catalogue entry of Audience Manager's real-time calls.</summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/api-and-sdk-code/dcs/dcs-apis/dcs-s2s-calls</remarks>
internal static class DcsType
{
    public static DestinationType Create() => new()
    {
        Type = "adobedcs",
        DisplayName = "Adobe Audience Manager, real-time",
        SettingsSchema = new TypeSchema()
            .Text("domainAlias", "the first label of your host below demdex.net", "^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$", 63, isRequired: true)
            .Text("organizationId", "an Experience Cloud organization such as 5DC5123F5245B1D20A490D46@AdobeOrg", "^[A-Za-z0-9]{1,64}@AdobeOrg$", 80, isRequired: true)
            .Text("emailDataSource", "the id or integration code of your cross-device data source of hashed emails", "^[A-Za-z0-9_.-]{1,255}$", 255)
            .Text("signal", "a to z, 0 to 9 and _, beginning with a letter", "^[a-z][a-z0-9_]{0,30}$", 31, fallback: DcsSettings.DefaultSignal)
            .Choice("region", "the number of the region that most of your visitors are in", [.. DcsRegions.Hosts.Keys], DcsRegions.Default)
            .Address("apiBaseUrl", "an absolute https:// address; the region's host if left out")
            .Create(),
        SecretSchema = new TypeSchema().Create(),
        Identifiers = [new(Identifiers.Ecid, "ecid"), new(Identifiers.Gaid, "gaid"), new(Identifiers.Idfa, "idfa"), new(Identifiers.Email, "email")],
        Keys = [new(Identifiers.Ecid), new(Identifiers.Gaid), new(Identifiers.Idfa), new(Identifiers.Email)],
        MaxBatch = 100,
        Limits = new(Concurrency: 8, CallsPerMinute: 600, Burst: 60),
        Documentation = new Uri("https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/api-and-sdk-code/dcs/dcs-apis/dcs-s2s-calls"),
    };
}
