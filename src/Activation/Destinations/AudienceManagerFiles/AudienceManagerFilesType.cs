using Activation.Destinations.FileStores;

namespace Activation.Destinations.AudienceManagerFiles;

/// <summary>The catalogue entry of inbound files for Audience Manager: every audience is an onboarded trait there.</summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/implementation-integration-guides/sending-audience-data/batch-data-transfer-process/inbound-s3-filenames</remarks>
internal static class AudienceManagerFilesType
{
    public static DestinationType Create() => new()
    {
        Type = "audiencemanagerfiles",
        DisplayName = "Adobe Audience Manager (inbound files)",
        SettingsSchema = AdobeDpids.AddTo(new TypeSchema().AddStore())
            .Text("ecidDpid", "the data source id under which Audience Manager takes lines of its own ids, digits", "^[0-9]{1,12}$", maxLength: 12)
            .Text("dpid", "your company's data provider id at Audience Manager, digits", "^[0-9]{1,12}$", maxLength: 12, isRequired: true)
            .Text("traitIds", "the onboarded trait of each sync, such as gold-members=24, silver=25; at most 99", AudienceCodes.Pattern, maxLength: 10_000, isRequired: true)
            .Choice("fullAs", "how a full run is written: overwrite takes all other traits of this data source from the people it lists, so only for one with a single audience", [InboundFiles.Sync, InboundFiles.Overwrite], InboundFiles.Sync)
            .Flag("gzip", "whether files are compressed", fallback: true)
            .Flag("controlFile", "whether an .info file is written behind the files of each run, which Audience Manager does not ask for", fallback: false)
            .Create(),
        SecretSchema = new TypeSchema().AddStoreSecret().Create(),
        Identifiers = [.. AdobeDpids.Kinds.Select(k => new AcceptedIdentifier(k.Identifier, k.Variant))],
        Keys = [.. AdobeDpids.Kinds.Select(k => new MatchKey(k.Identifier))],
        MaxBatch = 50_000,
        OneValuePerRow = true,
        Limits = new(Concurrency: 2, CallsPerMinute: 60, Burst: 20),
        Documentation = new Uri("https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/implementation-integration-guides/sending-audience-data/batch-data-transfer-process/inbound-s3-filenames"),
    };
}
