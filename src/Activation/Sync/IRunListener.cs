namespace Activation.Sync;

/// <summary>Is told of every run that ends; every registered one is.</summary>
internal interface IRunListener
{
    /// <summary>The run has its final state and counts. A host that dies may have left it untold.</summary>
    Task EndedAsync(RunRecord run, CancellationToken cancellationToken);
}
