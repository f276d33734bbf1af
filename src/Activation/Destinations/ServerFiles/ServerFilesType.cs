using Activation.Destinations.FileStores;

namespace Activation.Destinations.ServerFiles;

/// <summary>The catalogue entry of batch files for a partner's server, as Audience Manager's outbound files.</summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/implementation-integration-guides/receiving-audience-data/batch-outbound-data-transfers/outbound-file-name-contents</remarks>
internal static class ServerFilesType
{
    public const string DefaultFolder = $"<{TemplateMacros.AudienceId}>";
    public const string DefaultRow = "<DP_UUID> <SEGMENT_LIST> <REMOVED_SEGMENT_LIST>";

    /// <summary>Lines that a batch has of each kind of id, at most.</summary>
    public const int MaxBatch = 50_000;

    private const string Word = "^[A-Za-z0-9.-]{1,100}$";

    public static DestinationType Create() => new()
    {
        Type = "serverfiles",
        DisplayName = "Batch files for a server (Blob, SFTP, S3)",
        SettingsSchema = AdobeDpids.AddTo(new TypeSchema().AddStore())
            .Text("folder", "a template of the folder, below root", maxLength: 400, fallback: DefaultFolder)
            .Text("fileName", "a template of the file's name that ends in .sync; as Adobe names files if absent", maxLength: 400)
            .Text("header", "a template of the first line; no header if absent", maxLength: 2000)
            .Text("row", "a template of a line", maxLength: 4000, fallback: DefaultRow)
            .Choice("timestamp", "what TIMESTAMP is without a format", [ServerFilesSettings.Milliseconds, ServerFilesSettings.Seconds], ServerFilesSettings.Milliseconds)
            .Text("orderId", "ORDER_ID: the destination's id at the receiver", Word, maxLength: 100)
            .Text("dpid", "DPID: your data source id at the receiver", Word, maxLength: 100)
            .Text("pid", "PID: your partner id at the receiver", Word, maxLength: 100)
            .Text("pidAlias", "PIDALIAS: your name at the receiver", Word, maxLength: 100)
            .Text("segmentIds", "what the receiver calls each sync's segment, such as gold-members=24, silver=25; a sync that is not in it goes by its own id", AudienceCodes.Pattern, maxLength: 10_000)
            .Flag("gzip", "whether files are compressed", fallback: true)
            .Integer("linesPerFile", "lines of a file; more are split over several", 1, 1_000_000)
            .Create(),
        SecretSchema = new TypeSchema().AddStoreSecret().Create(),
        Identifiers = [.. AdobeDpids.Kinds.Select(k => new AcceptedIdentifier(k.Identifier, k.Variant))],
        Keys = [.. AdobeDpids.Kinds.Select(k => new MatchKey(k.Identifier))],
        MaxBatch = MaxBatch,
        OneValuePerRow = true,
        Limits = new(Concurrency: 2, CallsPerMinute: 60, Burst: 20),
        Documentation = new Uri("https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/implementation-integration-guides/receiving-audience-data/batch-outbound-data-transfers/outbound-file-name-contents"),
    };
}
