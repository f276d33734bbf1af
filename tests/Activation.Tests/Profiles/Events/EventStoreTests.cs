using Activation.Profiles;
using Activation.Profiles.Events;

namespace Activation.Tests.Profiles.Events;

public sealed class EventStoreTests
{
    private static readonly DateOnly Day = new(2026, 11, 2);

    [Theory]
    [InlineData("2026-11-02T00:00:00Z", null, true)]
    [InlineData("2026-11-02T23:59:59Z", null, true)]
    [InlineData("2026-11-03T00:00:00Z", null, false)]
    [InlineData("2026-11-03T01:00:00+02:00", null, true)]
    [InlineData(null, "2026-11-02T00:00:00Z", false)]
    [InlineData(null, "2026-11-02T00:00:01Z", true)]
    [InlineData(null, null, true)]
    public void IsWanted_Window_TakesTheDaysThatItTouches(string? from, string? to, bool expected) =>
        EventStore.IsWanted(Day, Parse(from), Parse(to)).ShouldBe(expected);

    [Theory]
    [InlineData(null, null)]
    [InlineData(1, "2026-11-19")]
    [InlineData(30, "2026-10-21")]
    public void FirstKept_Retention_CountsWholeDays(int? days, string? expected) =>
        EventRetention.FirstKept(days, new DateTimeOffset(2026, 11, 20, 23, 59, 0, TimeSpan.Zero)).ShouldBe(expected is null ? null : DateOnly.Parse(expected, System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void InShards_Neighbours_AreOneRange()
    {
        EventView.InShards("pid", [.. Enumerable.Range(0, 16)]).ShouldBe("true");
        EventView.InShards("pid", [5, 3, 4]).ShouldBe("(pid BETWEEN '30000000-0000-0000-0000-000000000000'::UUID AND '5fffffff-ffff-ffff-ffff-ffffffffffff'::UUID)");
        EventView.InShards("pid", [0, 15]).ShouldContain(" OR ");
        EventView.InShards("pid", []).ShouldBe("false");
    }

    [Fact]
    public void Manifest_FromBeforeEvents_HasNone()
    {
        var manifest = System.Text.Json.JsonSerializer.Deserialize("""{"schemaVersion":1,"generation":7,"shards":[],"sourceVersions":{},"sourceImports":{},"retired":[]}""", SnapshotJson.Default.SnapshotManifest).ShouldNotBeNull();

        (manifest.Generation, manifest.Events.Count, manifest.Aliases.Count).ShouldBe((7, 0, 0));
    }

    [Fact]
    public void Manifest_WrittenAndRead_NamesTheSameFiles()
    {
        var manifest = new SnapshotManifest { Events = [new EventFile(Day, "web", "events/2026-11-02/x.parquet", 5, 3)], Aliases = [new AliasFile("aliases/a.parquet", 2, 3), new AliasFile("aliases/b.parquet", 2)] };

        var read = System.Text.Json.JsonSerializer.Deserialize(System.Text.Json.JsonSerializer.Serialize(manifest, SnapshotJson.Default.SnapshotManifest), SnapshotJson.Default.SnapshotManifest).ShouldNotBeNull();

        read.Events.ShouldBe(manifest.Events);
        read.Aliases.ShouldBe(manifest.Aliases);
    }

    [Fact]
    public void AddTo_NoEventsYet_RetiresTheAliasesAtOnce()
    {
        var publication = new SnapshotPublication { Import = new ImportId("crm.0123456789abcdef"), Version = 1, Aliases = [new AliasFile("aliases/a.parquet", 2)] };

        var alone = publication.AddTo(new SnapshotManifest(), DateTimeOffset.UnixEpoch);
        var followed = publication.AddTo(new SnapshotManifest { Generation = 4, Events = [new EventFile(Day, "web", "e", 5, 3)] }, DateTimeOffset.UnixEpoch);

        (alone.Aliases.Count, alone.Retired.Single().Name).ShouldBe((0, "aliases/a.parquet"));
        (followed.Aliases.Single().Generation, followed.Retired.Count).ShouldBe((5L, 0));
    }

    private static DateTimeOffset? Parse(string? text) => text is null ? null : DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
