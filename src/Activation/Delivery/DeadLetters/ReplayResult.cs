namespace Activation.Delivery.DeadLetters;

/// <summary>What a replay of many batches asked for.</summary>
/// <param name="Runs">One for each sync.</param>
/// <param name="Skipped">Syncs that cannot run now.</param>
public sealed record ReplayResult(IReadOnlyList<string> Runs, IReadOnlyList<SkippedReplay> Skipped);

/// <param name="Code">`syncPaused`, `syncDeleting`, `syncNotFound`.</param>
/// <param name="Message">What it means and what to do.</param>
public sealed record SkippedReplay(string Sync, string Code, string Message);
