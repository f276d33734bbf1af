namespace Activation.Sync;

/// <summary>How a run is ended from outside of its batches.</summary>
/// <param name="Message">For a person; null if there is nothing to add.</param>
/// <param name="AudienceMissing">The destination no longer has the audience: the ledger is forgotten, and the next run makes a new one.</param>
internal sealed record RunEnd(RunState State, string? Message = null, bool AudienceMissing = false);
