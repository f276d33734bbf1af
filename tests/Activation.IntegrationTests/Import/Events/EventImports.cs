using System.Globalization;
using Activation.Import;
using Activation.Profiles;
using Activation.Profiles.Events;
using Activation.Storage;
using Azure.Storage.Blobs;

namespace Activation.IntegrationTests.Import.Events;

/// <summary>Drops and reads events.</summary>
internal static class EventImports
{
    public static readonly IReadOnlyList<int> AllShards = [.. Enumerable.Range(0, ProfileId.ShardCount)];

    public static Task DefineEventsAsync(this ImportHost host, int? retentionDays = null) => host.DefineAsync(new SourceDefinition { Kind = SourceKind.Events, RetentionDays = retentionDays });

    public static BlobClient EventDrop(this ImportHost host, string name) => host.Storage.Blob(StorageNames.Events, $"{ImportHost.Source}/{name}");

    public static async Task<ImportId> DropEventsAsync(this ImportHost host, string name, string content)
    {
        var dropped = await host.EventDrop(name).UploadAsync(BinaryData.FromString(content), overwrite: true);
        return ImportId.For(ImportHost.Source, $"events/{ImportHost.Source}/{name}", dropped.Value.ETag.ToString());
    }

    public static async Task<ImportRecord> ImportEventsAsync(this ImportHost host, string name, string content)
    {
        var id = await host.DropEventsAsync(name, content);
        await host.DrainAsync();
        return (await host.Imports.FindAsync(id, CancellationToken.None)).ShouldNotBeNull();
    }

    public static Task<SnapshotManifest> ManifestAsync(this ImportHost host) => host.Get<SnapshotStore>().ReadManifestAsync(CancellationToken.None);

    /// <summary>The view's rows, in no order.</summary>
    public static async Task<List<RecordedEvent>> EventsAsync(this ImportHost host, IReadOnlyList<int>? shards = null, DateTimeOffset? from = null, DateTimeOffset? to = null)
    {
        var manifest = await host.ManifestAsync();
        var schema = await host.Get<EventCatalog>().ReadAsync(CancellationToken.None);
        using var session = new DuckDbSession(host.Get<ScratchFolder>());
        await using var rent = await host.Get<EventStore>().OpenAsync(session, schema, manifest, shards ?? AllShards, from, to, CancellationToken.None);
        var found = new List<RecordedEvent>();
        using var command = session.Command("SELECT * FROM events");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var properties = schema.Properties.Where(p => !reader.IsDBNull(5 + p.Ordinal)).OrderBy(p => p.Name, StringComparer.Ordinal)
                .Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Name}={reader.GetValue(5 + p.Ordinal)}"));
            found.Add(new RecordedEvent(new ProfileId(reader.GetGuid(0)), reader.GetString(1), reader.GetDateTime(2), string.Join(' ', properties)));
        }

        return found;
    }

    /// <summary>The same events, each as often.</summary>
    public static void ShouldBeTheEvents(this IEnumerable<RecordedEvent> actual, IEnumerable<RecordedEvent> expected)
    {
        var (found, wanted) = (Lines(actual), Lines(expected));
        found.Except(wanted, StringComparer.Ordinal).Take(5).ShouldBeEmpty("events that should not be");
        wanted.Except(found, StringComparer.Ordinal).Take(5).ShouldBeEmpty("events that are missing");
        found.Count.ShouldBe(wanted.Count);
    }

    /// <summary>read = accepted + rejected; accepted = new + duplicates.</summary>
    public static ImportRecord ShouldBalance(this ImportRecord receipt)
    {
        receipt.State.ShouldBe(ImportState.Completed);
        receipt.RowsRead.ShouldBe(receipt.Accepted + receipt.Rejected);
        receipt.Accepted.ShouldBe(receipt.New + receipt.Duplicates);
        return receipt;
    }

    private static List<string> Lines(IEnumerable<RecordedEvent> events) =>
        [.. events.Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.At:yyyy-MM-dd HH:mm:ss.fffffff} {e.Profile} {e.Name} {e.Properties}")).Order(StringComparer.Ordinal)];
}
