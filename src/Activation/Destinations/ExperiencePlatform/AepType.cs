using Activation.Destinations.Adobe;
using Activation.Profiles;

namespace Activation.Destinations.ExperiencePlatform;

/// <summary>The catalogue entry of Experience Platform's streaming ingestion, and the platform's namespace of each identifier.</summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/experience-platform/ingestion/streaming/overview</remarks>
internal static class AepType
{
    /// <remarks>https://experienceleague.adobe.com/en/docs/experience-platform/identity/features/namespaces</remarks>
    public static readonly IReadOnlyDictionary<string, string> Namespaces = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Identifiers.Ecid] = "ECID",
        [Identifiers.Gaid] = "GAID",
        [Identifiers.Idfa] = "IDFA",
        [Identifiers.Email] = "Email_LC_SHA256",
    };

    public static DestinationType Create() => new()
    {
        Type = "experienceplatform",
        DisplayName = "Adobe Experience Platform",
        SettingsSchema = ImsCredential.AddSettings(new TypeSchema()
            .Text("organizationId", "an Experience Cloud organization such as 5DC5123F5245B1D20A490D46@AdobeOrg", "^[A-Za-z0-9]{1,64}@AdobeOrg$", 80, isRequired: true)
            .Text("inletId", "the id of an HTTP API source connection that demands authentication", "^[A-Za-z0-9-]{1,100}$", 100, isRequired: true)
            .Text("schemaId", "the $id of an XDM Individual Profile schema with identity map and segment membership", "^https://ns\\.adobe\\.com/[A-Za-z0-9_./-]{1,200}$", 250, isRequired: true)
            .Text("schemaVersion", "the schema's major version", "^[0-9]{1,4}(\\.[0-9]{1,4})?$", 9, fallback: AepSettings.DefaultSchemaVersion)
            .Text("datasetId", "the id of a dataset of this schema that is enabled for profiles", "^[A-Za-z0-9]{1,64}$", 64, isRequired: true)
            .Text("flowId", "the id of the dataflow from the inlet to the dataset, whose runs are then reported", "^[A-Za-z0-9-]{1,100}$", 100)
            .Text("audienceNamespace", "letters, digits, - and _", "^[A-Za-z0-9_-]{1,64}$", 64, fallback: AepSettings.DefaultAudienceNamespace)
            .Text("validDays", "a number of days from 1 to 9999, as text", "^[1-9][0-9]{0,3}$", 4, fallback: AepSettings.DefaultValidDays)
            .Text("sandboxName", "the name of Experience Platform's sandbox that has the dataflow", "^[a-z0-9-]{1,256}$", 256, fallback: AepSettings.DefaultSandboxName)
            .Address("platformBaseUrl", "an absolute https:// address of Experience Platform's own API, which reports the dataflow's runs", AepSettings.DefaultPlatformBaseUrl)
            .ApiBaseUrl(AepSettings.DefaultBaseUrl)).Create(),
        SecretSchema = ImsCredential.Secret().Create(),
        Identifiers = [new(Identifiers.Ecid, "ecid"), new(Identifiers.Gaid, "gaid"), new(Identifiers.Idfa, "idfa"), new(Identifiers.Email, "email")],
        Keys = [new(Identifiers.Ecid), new(Identifiers.Gaid), new(Identifiers.Idfa), new(Identifiers.Email)],
        MaxBatch = 500,
        Limits = new(Concurrency: 4, CallsPerMinute: 300, Burst: 60),
        Documentation = new Uri("https://experienceleague.adobe.com/en/docs/experience-platform/ingestion/tutorials/streaming-multiple-messages"),
    };
}
