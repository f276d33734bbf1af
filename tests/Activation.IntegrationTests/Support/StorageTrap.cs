namespace Activation.IntegrationTests.Support;

/// <summary>Something that happens at the n-th request of a kind: before it reaches storage, or when storage has carried it out but not yet answered.</summary>
public sealed class StorageTrap(Func<ProxiedRequest, bool> matches, int nth, TrapMoment moment, Func<Task> action)
{
    private readonly TaskCompletionSource sprung = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int seen;

    public Task Sprung => sprung.Task;

    public TrapMoment Moment => moment;

    /// <summary>Counts the request; true for the one that springs the trap.</summary>
    public bool Catches(ProxiedRequest request) => matches(request) && Interlocked.Increment(ref seen) == nth;

    public async Task SpringAsync()
    {
        await action();
        sprung.TrySetResult();
    }
}

public enum TrapMoment
{
    BeforeRequest,
    AfterResponse,
}
