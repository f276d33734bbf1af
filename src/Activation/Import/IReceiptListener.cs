namespace Activation.Import;

/// <summary>Is told of every import that ends; every registered one is.</summary>
internal interface IReceiptListener
{
    /// <summary>The import has its final state and counts; they are saved when every listener has returned, so after a host died it is told again.</summary>
    Task EndedAsync(ImportRecord import, CancellationToken cancellationToken);
}
