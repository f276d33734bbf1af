using Activation.Sync;

namespace Activation.Delivery;

/// <summary>What a delivery needs to know of its run's sync.</summary>
/// <param name="ReadAt">A timestamp of the host's clock, from before it was read.</param>
internal sealed record RunContext(SyncTarget Target, SyncState State, long ReadAt)
{
    /// <summary>What is changed in the middle of a run may come that late to deliveries that follow one another without a pause. Another run never gets what this one read.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(1);
}
