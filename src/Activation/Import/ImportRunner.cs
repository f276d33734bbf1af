using Activation.Storage;

namespace Activation.Import;

/// <summary>Imports one source's registered files in drop order, under a lease.</summary>
public sealed class ImportRunner
{
    public Task RunAsync(ImportMessage message, CancellationToken cancellationToken) => throw new NotImplementedException();
}
