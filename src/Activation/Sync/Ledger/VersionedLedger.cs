using Azure;

namespace Activation.Sync.Ledger;

/// <summary>A ledger as read, with the ETag under which it may be replaced; none if it does not exist yet.</summary>
internal sealed record VersionedLedger(SyncId Sync, LedgerManifest Manifest, ETag? ETag);
