using Activation.IntegrationTests.Truth;

namespace Activation.IntegrationTests.Support;

/// <summary>What a reader of the file destination's CSV files knows: he applies them in the order in which they were written.</summary>
internal sealed class ExportedMembers(AzuriteAccount account, string folder)
{
    private static readonly (string Column, string Key)[] Keys = [("email", "EMAIL"), ("phone", "PHONE"), ("externalId", "EXTERN_ID")];

    /// <summary>Profile id to its matching keys, spelled as the ad platform's.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> ReadAsync()
    {
        var members = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var container = account.Blobs.GetBlobContainerClient("exports");
        var files = new List<string>();
        await foreach (var blob in container.GetBlobsAsync(Azure.Storage.Blobs.Models.BlobTraits.None, Azure.Storage.Blobs.Models.BlobStates.None, folder + "/", CancellationToken.None))
        {
            files.Add(blob.Name);
        }

        // The names sort by audience, run and batch.
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            Apply(members, CsvText.Parse((await container.GetBlobClient(file).DownloadContentAsync()).Value.Content.ToString()));
        }

        return members;
    }

    private static void Apply(Dictionary<string, IReadOnlyList<string>> members, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var columns = rows[0].Select((name, i) => (name, i)).ToDictionary(c => c.name, c => c.i, StringComparer.Ordinal);
        foreach (var row in rows.Skip(1))
        {
            var id = row[columns["profileId"]];
            if (row[columns["operation"]] == "remove")
            {
                members.Remove(id);
            }
            else
            {
                members[id] = [.. Keys.Where(k => columns.ContainsKey(k.Column) && row[columns[k.Column]].Length > 0).Select(k => $"{k.Key}:{row[columns[k.Column]]}")];
            }
        }
    }
}
