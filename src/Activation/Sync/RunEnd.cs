namespace Activation.Sync;

/// <summary>How a run is ended from outside of its batches.</summary>
/// <param name="Message">For a person; null if there is nothing to add.</param>
/// <param name="Code">See <see cref="RunRecord.Code"/>.</param>
/// <param name="AudienceMissing">The destination no longer has the audience: the ledger is forgotten, and the next run makes a new one.</param>
internal sealed record RunEnd(RunState State, string? Message = null, string? Code = null, bool AudienceMissing = false)
{
    /// <summary>True: the destination has finished the run over what was delivered, so that this counts though the rest is not.</summary>
    public bool IsFinished { get; init; }

    /// <summary>Code of a run that was stopped since its sync is to be left as it is.</summary>
    public const string Paused = "paused";

    /// <summary>Code of a run that waits for the credentials of its destination.</summary>
    public const string Disconnected = "destinationDisconnected";
}
