namespace Activation.Import;

/// <summary>Is told when a source's data may have changed; every registered one is.</summary>
internal interface IImportListener
{
    /// <summary>Files of the source were imported. May be told more often than anything changed.</summary>
    Task ImportedAsync(SourceId source, CancellationToken cancellationToken);
}
