using Activation.Storage;

namespace Activation.Sync;

/// <summary>Handles `evaluate` messages.</summary>
public sealed class SyncEvaluator
{
    public Task HandleAsync(EvaluateMessage message, CancellationToken cancellationToken) => throw new NotImplementedException();
}
