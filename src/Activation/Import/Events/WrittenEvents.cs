using System.Globalization;
using Activation.Import.Apply;
using Activation.Profiles;
using Activation.Profiles.Events;
using Activation.Storage;
using Azure.Storage.Blobs.Models;

namespace Activation.Import.Events;

/// <summary>The event files that an import has written and not yet published.</summary>
internal sealed class WrittenEvents(ActivationStorage storage, ImportId import)
{
    private const string Folder = "events/";

    private readonly List<EventFile> files = [];
    private int saved;

    public IReadOnlyList<EventFile> Files => files;

    /// <summary>Adds what is written; a file of a day and a number that are new.</summary>
    public void Add(IEnumerable<EventFile> written) => files.AddRange(written);

    /// <summary>What an attempt before this one has written and noted.</summary>
    public void Restore(IReadOnlyList<EventFile> written)
    {
        files.AddRange(written);
        saved = files.Count;
    }

    /// <summary>What was written since the last call.</summary>
    public IReadOnlyList<EventFile> TakeNew()
    {
        var added = files.Skip(saved).ToList();
        saved = files.Count;
        return added;
    }

    /// <param name="version">Makes the names new for each attempt, because a file that was written once may be in a cache.</param>
    public string Name(DateOnly day, long version) => string.Create(CultureInfo.InvariantCulture, $"{Folder}{day:yyyy-MM-dd}/{Mark}{version:d19}.parquet");

    /// <summary>The highest version that was noted.</summary>
    public long LastVersion => files.Select(f => long.Parse(f.Name.AsSpan(f.Name.LastIndexOf('-') + 1, 19), CultureInfo.InvariantCulture)).DefaultIfEmpty().Max();

    /// <summary>Removes what an interrupted attempt wrote and did not note. The import must not be published.</summary>
    public async Task RemoveLeftoversAsync(CancellationToken cancellationToken)
    {
        var kept = files.Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        await foreach (var blob in storage.Container(StorageNames.Snapshot).GetBlobsAsync(new GetBlobsOptions { Prefix = Folder }, cancellationToken))
        {
            if (blob.Name.Contains($"/{Mark}", StringComparison.Ordinal) && !kept.Contains(blob.Name))
            {
                await storage.Blob(StorageNames.Snapshot, blob.Name).DeleteIfExistsAsync(cancellationToken: cancellationToken);
            }
        }
    }

    private string Mark => $"{WrittenParts.Prefix(import)}";
}
