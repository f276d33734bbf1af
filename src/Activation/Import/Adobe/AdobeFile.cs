using Activation.Import.Files;

namespace Activation.Import.Adobe;

/// <summary>Opens a file of a source of kind `adobe` as what its name says it is.</summary>
internal static class AdobeFile
{
    /// <param name="content">Seekable, at its beginning.</param>
    public static async Task<(IRecordFile? File, ImportFailure? Failure)> OpenAsync(Stream content, FileInput input, CancellationToken cancellationToken)
    {
        var (name, failure) = AdobeFileNames.Parse(input.Name);
        return name is null ? (null, failure)
            : name.Kind == AdobeFileKind.Traits ? await TraitFile.OpenAsync(content, input, name, cancellationToken)
            : await IdSyncFile.OpenAsync(content, input, name, cancellationToken);
    }
}
