using Activation.Destinations;
using Activation.Governance.Privacy;
using Activation.Import.Files;
using Activation.Profiles;
using Activation.Profiles.Events;
using Activation.Storage;
using Microsoft.Extensions.Options;

namespace Activation.Import;

/// <summary>What every import of a file works with.</summary>
internal sealed record ImportTools(
    ActivationStorage Storage, ImportStore Store, SnapshotStore Snapshots, ProfileStore Profiles, ProfileAliases Aliases, TraitCatalog Catalog, ScratchFolder Scratch,
    EventCatalog Events, BlobFileCache Files, DestinationCatalog Destinations, IOptions<ImportOptions> Options, IOptions<DeploymentKeyOptions> Key,
    SuppressionList Suppression, TimeProvider Time)
{
    /// <summary>Rows are gathered up to this many characters, however few they are.</summary>
    private const long ChunkCharacters = 64L * 1024 * 1024;

    public Apply.UpdateLimits Limits => new(Options.Value.ChunkRows, ChunkCharacters, Options.Value.WriteConcurrency);

    /// <summary>What the reader of a file needs to know of it.</summary>
    public FileInput Input(ImportEntry entry, SourceDefinition source) => new()
    {
        Name = entry.Record.Name,
        Kind = source.Kind,
        Mapping = source.Mapping,
        Encoding = source.Encoding,
        MappedColumns = [.. source.Mapping.Keys],
        MaxUnpackedBytes = Options.Value.MaxUnpackedGigabytes * 1024L * 1024 * 1024,
        Scratch = Scratch,
    };

    public byte[] KeyBytes => Key.Value.Decode() ?? throw new InvalidOperationException(DeploymentKeyOptions.Requirement);
}
