namespace Activation.Sync.Processing;

/// <summary>Is told when a platform has said more of what it took of a run; every registered one is.</summary>
internal interface IProcessingListener
{
    /// <param name="run">With the new <see cref="RunRecord.Processing"/>.</param>
    Task ProcessedAsync(RunRecord run, CancellationToken cancellationToken);
}
