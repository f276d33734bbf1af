using Activation.Sync.Planning;

namespace Activation.Sync;

/// <summary>Why a planned run is held back: the minimum size before the first activation, and the brake on large removals. Pure.</summary>
internal static class RunGate
{
    public const double DefaultMaxRemoveShare = 0.3;
    public const int BrakeFrom = 100;

    /// <param name="approvedLeaving">Leaving members that a person has approved; an approval covers a recomputed delta that is no larger.</param>
    public static HeldRun? Check(SyncDefinition sync, SyncState state, RunMode mode, bool ended, SyncPlan plan, long? approvedLeaving)
    {
        if (mode == RunMode.Protect)
        {
            return null;
        }

        var excluded = plan.Excluded.Values.Sum();
        if (!state.Activated && mode != RunMode.Empty && sync.MinimumSize is > 0 and var minimum && plan.Received - excluded < minimum)
        {
            return new HeldRun("belowMinimumSize", $"The audience would have {plan.Received - excluded} members; the sync's minimumSize is {minimum}. It is sent once that is reached.");
        }

        var share = sync.MaxRemoveShare ?? DefaultMaxRemoveShare;
        var exempt = mode == RunMode.Empty || ended || plan.Leaving <= approvedLeaving;
        return !exempt && plan.AudienceBefore > BrakeFrom && plan.Leaving > plan.AudienceBefore * share
            ? new HeldRun("removeShareExceeded", $"The run would remove {plan.Leaving} of {plan.AudienceBefore} members; the sync's maxRemoveShare allows {(long)(plan.AudienceBefore * share)}. Approve or discard it.")
            : null;
    }
}

internal sealed record HeldRun(string Code, string Message);
