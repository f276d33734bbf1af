namespace Activation.Destinations.ServerFiles;

/// <summary>The macros of templates: Adobe's, and two of ours (`AUDIENCE_ID`, `BATCH`). What Adobe calls deprecated, and its own trait ids, there is not.</summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/implementation-integration-guides/receiving-audience-data/batch-outbound-data-transfers/outbound-template-macros</remarks>
internal static class TemplateMacros
{
    public const string Timestamp = "TIMESTAMP";
    public const string MasterDpid = "MASTER_DPID";
    public const string AudienceId = "AUDIENCE_ID";
    public const string Batch = "BATCH";
    public const string Mappings = "DPUUIDS";
    public const string Segments = "SEGMENT_LIST";
    public const string RemovedSegments = "REMOVED_SEGMENT_LIST";
    public const string UserList = "DP_UUID_LIST";

    /// <summary>In names of files and folders.</summary>
    public static readonly IReadOnlyList<string> OfNames = ["SYNC_TYPE", "ORDER_ID", "DPID", MasterDpid, "PIDALIAS", "PID", "SYNC_MODE", Timestamp, AudienceId, Batch];

    public static readonly IReadOnlyList<string> OfHeaders = [.. OfNames, "TAB", "ASCII_SOH", "COMMA", "OPEN_CURLY_BRACKET", "CLOSE_CURLY_BRACKET"];

    public static readonly IReadOnlyList<string> OfRows =
        [.. OfHeaders, "UUID", "DP_UUID", "MCID", UserList, Mappings, Segments, RemovedSegments, "SET_ATTRIBUTES", "OUTPUT_ATTRIBUTE_VALUE"];

    /// <summary>Those that give a list: alone, with a separator, or with a template for each item.</summary>
    public static readonly IReadOnlyList<string> Lists = [UserList, Segments, RemovedSegments];

    /// <summary>The fields of a list's items.</summary>
    public static readonly IReadOnlyList<string> Fields = ["sid", "alias", "segmentId", "csegid", "type", "lastUpdateTime"];
}
