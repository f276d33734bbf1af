using Activation.Destinations;
using Activation.Sync.Ledger;

namespace Activation.Sync;

/// <summary>Whether a run may be planned now.</summary>
/// <param name="Ledger">Without an open run; set only if the run may be planned.</param>
/// <param name="Failure">Of <see cref="RunTurnKind.Busy"/>: how the call ended that must succeed first; null if it is a delivery that is waited for.</param>
internal sealed record RunTurn(RunTurnKind Kind, VersionedLedger? Ledger = null, DestinationResult? Failure = null);

internal enum RunTurnKind
{
    /// <summary>It may.</summary>
    Ready,

    /// <summary>A delivery of the run before is under way, or it cannot be finished just now: try again soon, or once the destination takes the credentials.</summary>
    Busy,

    /// <summary>The run before is a full one, under way, and would only be begun anew: this one is asked again at its end.</summary>
    Waits,

    /// <summary>A newer run was planned already; this one has nothing left to do.</summary>
    Over,
}
