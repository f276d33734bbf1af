using System.Globalization;
using Activation.Profiles;
using Activation.Storage;

namespace Activation.Import.Apply;

/// <summary>Whom a file lists, changed or not: what keeps the values of people that do not change from being gone.</summary>
internal static class ListedProfiles
{
    /// <param name="version">Of the attempt: a file that may be published is never written again.</param>
    /// <returns>Null: no value of the source is ever gone.</returns>
    public static async Task<SeenFile?> UploadAsync(ImportTools tools, ImportId import, SeenProfiles seen, DateTimeOffset at, long version, CancellationToken cancellationToken)
    {
        var schema = await tools.Catalog.ReadAsync(cancellationToken);
        if (!schema.HasExpiry(import.Source.Value))
        {
            return null;
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"seen/{import.Source}-{import}-{version}.parquet");
        var rows = await seen.UploadAsync(tools.Storage, tools.Scratch, at, StorageNames.Snapshot, name, cancellationToken);
        return new SeenFile(import.Source.Value, name, rows, at);
    }
}
