using System.Globalization;
using Activation.Profiles;
using Activation.Profiles.Events;
using Activation.Storage;

namespace Activation.Benchmarks;

/// <summary>The files of a snapshot on local disk, written without an import: profiles with twelve traits, by shard, and three events of each, by month of the year before <see cref="Now"/>.</summary>
internal sealed class SyntheticFiles
{
    public const int EventsOfProfile = 3;
    public static readonly DateTimeOffset Now = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);

    private const int Months = 12;

    private readonly List<SnapshotLocalShard> shards = [];
    private readonly List<EventLocalFile> events = [];

    private SyntheticFiles()
    {
    }

    public static TraitSchema Traits { get; } = new([
        Of(0, "tier", TraitType.String), Of(1, "miles", TraitType.Number), Of(2, "last_flight", TraitType.Date), Of(3, "web_login", TraitType.Boolean),
        Of(4, "home_airport", TraitType.String), Of(5, "spend", TraitType.Number), Of(6, "age", TraitType.Number), Of(7, "language", TraitType.String),
        Of(8, "newsletter", TraitType.Boolean), Of(9, "joined", TraitType.Date), Of(10, "upgrades", TraitType.Number), Of(11, "card", TraitType.String),
    ]);

    public static EventSchema Events { get; } = new(["Purchase", "View", "Cart"], [new EventProperty { Ordinal = 0, Name = "value", Type = TraitType.Number }]);

    public IReadOnlyList<string> TraitPaths => [.. shards.Select(s => s.Base?.Traits ?? "")];

    public IReadOnlyList<string> EventPaths => [.. events.Select(e => e.Path)];

    public static SyntheticFiles Write(ScratchFolder scratch, int profiles)
    {
        var files = new SyntheticFiles();
        using var session = new DuckDbSession(scratch, memoryMegabytes: 3072);
        for (var shard = 0; shard < ProfileId.ShardCount; shard++)
        {
            files.shards.Add(new SnapshotLocalShard(new SnapshotLocalFiles(ParquetUpload.Write(session, scratch, Profiles(profiles, shard)), Ids: null), []));
        }

        for (var month = 0; month < Months; month++)
        {
            files.events.Add(new EventLocalFile(ParquetUpload.Write(session, scratch, $"SELECT {EventColumns.FileList(Events.Properties)} FROM ({EventsOf(profiles, month)}) ORDER BY pid", EventColumns.RowGroupRows), 1));
        }

        return files;
    }

    /// <summary>Creates the product's views of some shards.</summary>
    public void Open(DuckDbSession session, IReadOnlyList<int> of, bool withEvents)
    {
        SnapshotView.Create(session, Traits, [.. of.Select(i => shards[i])], withIdentifiers: false);
        if (withEvents)
        {
            EventView.Create(session, Events, events, [], of);
        }
    }

    private static Trait Of(int ordinal, string name, TraitType type) => new() { Ordinal = ordinal, Name = name, Type = type, Sources = ["crm"] };

    private static string Pid(string number) => $"concat(printf('%x', ({number}) % 16), substr(md5(({number})::VARCHAR), 2))::UUID";

    private static string Profiles(int profiles, int shard) => Text($"""
        SELECT {Pid("i")} AS pid, 'crm' AS source, 1::BIGINT AS version, false AS deleted, TIMESTAMP '2026-11-01' AS observed_at, md5('f' || i)::UUID AS fp,
            md5('d' || i)::UUID AS ids_digest, i % 31 AS ids_mask,
            ['Gold', 'Silver', 'Bronze'][1 + (hash(i) % 3)::INT] AS t0, (hash(i + 1) % 180000)::DOUBLE AS t1, DATE '2024-01-01' + (hash(i + 2) % 1000)::INT AS t2, hash(i + 3) % 2 = 0 AS t3,
            ['VIE', 'ZRH', 'MUC', 'JFK', 'LHR', 'AMS', 'SFO'][1 + (hash(i + 4) % 7)::INT] AS t4, (hash(i + 5) % 100000)::DOUBLE / 100 AS t5, (18 + hash(i + 6) % 70)::DOUBLE AS t6,
            ['de', 'en', 'fr'][1 + (hash(i + 7) % 3)::INT] AS t7, hash(i + 8) % 3 = 0 AS t8, DATE '2010-01-01' + (hash(i + 9) % 5000)::INT AS t9, (hash(i + 10) % 20)::DOUBLE AS t10,
            ['none', 'basic', 'premium'][1 + (hash(i + 11) % 3)::INT] AS t11,
            {string.Join(", ", Enumerable.Range(0, 12).Select(n => Text($"NULL::TIMESTAMP AS a{n}")))}
        FROM (SELECT r * 16 + {shard} AS i FROM range({profiles / ProfileId.ShardCount}) r(r)) ORDER BY pid
        """);

    private static string EventsOf(int profiles, int month) => Text($"""
        SELECT {Pid($"hash(i) % {profiles}")} AS pid, ['Purchase', 'View', 'Cart'][1 + (hash(i + 1) % 3)::INT] AS name,
            TIMESTAMP '2025-12-01' + INTERVAL ({month * 30} + (hash(i + 2) % 30)::INT) DAY + INTERVAL ((hash(i + 3) % 86400)::INT) SECOND AS "at",
            'web' AS source, md5('e' || i)::UUID AS id, (hash(i + 4) % 100)::DOUBLE AS p0
        FROM range({(long)month * profiles * EventsOfProfile / Months}, {(month + 1L) * profiles * EventsOfProfile / Months}) r(i)
        """);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
