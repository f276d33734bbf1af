using Activation.Sync.Ledger;

namespace Activation.Sync;

/// <summary>Whether a run may be planned now.</summary>
/// <param name="Ledger">Without an open run; set only if the run may be planned.</param>
internal sealed record RunTurn(RunTurnKind Kind, VersionedLedger? Ledger = null);

internal enum RunTurnKind
{
    /// <summary>It may.</summary>
    Ready,

    /// <summary>A delivery of the run before is under way: try again soon.</summary>
    Busy,

    /// <summary>A newer run was planned already; this one has nothing left to do.</summary>
    Over,
}
