using Activation.Storage;

namespace Activation.Import.Files;

/// <summary>What is known of a file before it is opened.</summary>
internal sealed record FileInput
{
    /// <summary>Its extension tells the format where the first bytes do not.</summary>
    public required string Name { get; init; }

    /// <summary>The encoding that the source declares: one of <see cref="FileEncodings.Names"/>.</summary>
    public string? Encoding { get; init; }

    /// <summary>Columns that the source maps: known also where no row at the beginning has them.</summary>
    public IReadOnlyCollection<string> MappedColumns { get; init; } = [];

    /// <summary>Of the source: files of some kinds are told by their names alone.</summary>
    public SourceKind Kind { get; init; } = SourceKind.Crm;

    /// <summary>The source's, by column.</summary>
    public IReadOnlyDictionary<string, string> Mapping { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Unpacked, a file may have this many bytes.</summary>
    public required long MaxUnpackedBytes { get; init; }

    /// <summary>Where a format that is not read from beginning to end is kept while it is read.</summary>
    public required ScratchFolder Scratch { get; init; }
}
