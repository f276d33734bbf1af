namespace Activation.Sync;

/// <summary>Asks for runs: by hand, by the timer, by deletion.</summary>
public sealed class SyncRequests
{
    /// <summary>Plans a run and queues its evaluation. A request that coalesces with one that has not begun answers that run's id.</summary>
    /// <exception cref="ProblemException">404 no such sync; 409 the sync is being deleted.</exception>
    public Task<RunId> RequestAsync(SyncId sync, RunMode mode, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>
    /// The host's tick: queues a run of every sync that is due, takes up what was interrupted, and registers files that were missed.
    /// </summary>
    public Task TickAsync(DateTimeOffset scheduled, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Begins the deletion: the audience is emptied first unless `keepAudience`; then the sync and its ledger go.</summary>
    public Task DeleteAsync(SyncId sync, bool keepAudience, CancellationToken cancellationToken) => throw new NotImplementedException();
}
