using Activation.Storage;

namespace Activation.Import;

/// <summary>The containers into which files are dropped. Pure.</summary>
internal static class DropFolder
{
    public static readonly IReadOnlyList<string> Containers = [StorageNames.Crm, StorageNames.Events];

    public static string Of(SourceKind kind) => kind == SourceKind.Events ? StorageNames.Events : StorageNames.Crm;

    /// <summary>What a source is taken for that nobody has described.</summary>
    public static SourceDefinition Undescribed(string container) => new() { Kind = container == StorageNames.Events ? SourceKind.Events : SourceKind.Crm };

    /// <summary>The same path in both containers is two files.</summary>
    public static ImportId Id(SourceId source, string container, string blobName, string etag) =>
        ImportId.For(source, container == StorageNames.Crm ? blobName : $"{container}/{blobName}", etag);

    /// <summary>Why a file that was dropped there cannot be the source's; null if it can.</summary>
    public static ImportFailure? Check(SourceKind kind, string container) => Of(kind) == container
        ? null
        : new ImportFailure("wrongContainer", kind == SourceKind.Events
            ? "The source is of kind events: drop its files at events/{source}/."
            : "The source is not of kind events: drop its files at crm/{source}/, or define a source of kind events for this one.");
}
