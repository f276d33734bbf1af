namespace Activation.Sync.Ledger;

/// <summary>A Parquet file of ledger rows in the scratch folder.</summary>
internal sealed record LocalLedgerFile(string Path, long Rows);
