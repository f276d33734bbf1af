namespace Activation.Storage;

/// <summary>Every container, table and queue of a deployment. Created at start where missing.</summary>
public static class StorageNames
{
    /// <summary>Dropped CRM files, `crm/{source}/{file}`. Deleted after import.</summary>
    public const string Crm = "crm";

    /// <summary>Dropped event files, `events/{source}/{file}`.</summary>
    public const string Events = "events";

    /// <summary>Rejects and receipts: `imports/{importId}/rejects.csv`.</summary>
    public const string Imports = "imports";

    /// <summary>Files that could not be read at all, with a receipt that says why.</summary>
    public const string Failed = "failed";

    /// <summary>
    /// Imported files of sources that keep them, `archive/{source}/{import}/{file}`: raw personal data. Nothing here removes them; set who may read them, and a lifecycle
    /// rule for how long they stay.
    /// </summary>
    public const string Archive = "archive";

    /// <summary>The columnar snapshot: Parquet files, manifest and trait catalogue.</summary>
    public const string Snapshot = "snapshot";

    /// <summary>Ledger files and manifests, `ledger/{sync}/…`.</summary>
    public const string Ledger = "ledger";

    /// <summary>Batch payloads and outcomes, `batches/{run}/…`.</summary>
    public const string Batches = "batches";

    /// <summary>Who is behind a run's counts.</summary>
    public const string Runs = "runs";

    /// <summary>The identifiers of open privacy requests, each until every destination has confirmed.</summary>
    public const string Privacy = "privacy";

    /// <summary>What the file destination writes.</summary>
    public const string Exports = "exports";

    /// <summary>Blobs that exist to be leased.</summary>
    public const string Locks = "locks";

    public static readonly IReadOnlyList<string> Containers =
        [Crm, Events, Imports, Failed, Archive, Snapshot, Ledger, Batches, Runs, Privacy, Exports, Locks];

    public const string ProfilesTable = "Profiles";
    public const string AliasesTable = "Aliases";
    public const string ImportsTable = "Imports";
    public const string SourcesTable = "Sources";
    public const string SegmentsTable = "Segments";
    public const string DestinationsTable = "Destinations";
    public const string SyncsTable = "Syncs";
    public const string PoliciesTable = "Policies";
    public const string SyncStatesTable = "SyncStates";
    public const string SegmentVersionsTable = "SegmentVersions";
    public const string SegmentPopulationTable = "SegmentPopulation";
    public const string RunsTable = "Runs";
    public const string BatchesTable = "Batches";
    public const string DeadLettersTable = "DeadLetters";
    public const string AccountStatesTable = "AccountStates";
    public const string PrivacyRequestsTable = "PrivacyRequests";
    public const string SuppressionsTable = "Suppressions";
    public const string AuditTable = "Audit";
    public const string AlertRulesTable = "AlertRules";
    public const string AlertsTable = "Alerts";

    public static readonly IReadOnlyList<string> Tables =
        [ProfilesTable, AliasesTable, ImportsTable, SourcesTable, SegmentsTable, DestinationsTable, SyncsTable, SyncStatesTable, SegmentVersionsTable, SegmentPopulationTable, RunsTable, BatchesTable, DeadLettersTable, AccountStatesTable, PrivacyRequestsTable, SuppressionsTable, AuditTable, AlertRulesTable, AlertsTable, PoliciesTable];

    public const string ImportQueue = "import";
    public const string EvaluateQueue = "evaluate";
    public const string DeliverQueue = "deliver";
    public const string PrivacyQueue = "privacy";
    public const string AlertQueue = "alert";

    public static readonly IReadOnlyList<string> Queues = [ImportQueue, EvaluateQueue, DeliverQueue, PrivacyQueue, AlertQueue];
}
