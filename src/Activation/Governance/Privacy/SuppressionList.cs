namespace Activation.Governance.Privacy;

/// <summary>The suppression list in memory, read again when it has changed.</summary>
internal sealed class SuppressionList(SuppressionStore store) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private SuppressionSet set = SuppressionSet.Empty;
    private long? generation;

    /// <summary>The list as it is now, for one import or one plan.</summary>
    public async Task<SuppressionSet> GetAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            // Before the entries: what is added while they are read is seen by the next call.
            var current = await store.GenerationAsync(cancellationToken);
            if (current != generation)
            {
                set = current == 0 ? SuppressionSet.Empty : await store.LoadAsync(cancellationToken);
                generation = current;
            }

            return set;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();
}
