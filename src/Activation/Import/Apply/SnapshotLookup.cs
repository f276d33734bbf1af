using Activation.Profiles;
using Activation.Storage;

namespace Activation.Import.Apply;

/// <summary>
/// What the snapshot held of a source when its import began. Fingerprints stay in DuckDB, so that memory does not grow with the store;
/// whole rows are read only for those that differ. Of a large store one range of shards is on disk at a time.
/// </summary>
internal sealed class SnapshotLookup : IAsyncDisposable
{
    private const int MemoryMegabytes = 512;

    private readonly SnapshotStore snapshots;
    private readonly SourceId source;
    private readonly DuckDbSession session;
    private SnapshotManifest manifest;
    private FileRent? rent;

    private SnapshotLookup(SnapshotStore snapshots, ScratchFolder scratch, SourceId source, SnapshotManifest manifest, TraitSchema schema)
    {
        this.snapshots = snapshots;
        this.source = source;
        this.manifest = manifest;
        Schema = schema;
        session = new DuckDbSession(scratch, MemoryMegabytes);
    }

    /// <summary>The traits that stored rows may have.</summary>
    public TraitSchema Schema { get; }

    public static async Task<SnapshotLookup> OpenAsync(
        SnapshotStore snapshots, ScratchFolder scratch, SourceId source, SnapshotManifest manifest, TraitSchema schema, CancellationToken cancellationToken)
    {
        var lookup = new SnapshotLookup(snapshots, scratch, source, manifest, schema);
        try
        {
            await lookup.LoadFingerprintsAsync(cancellationToken);
            return lookup;
        }
        catch
        {
            await lookup.DisposeAsync();
            throw;
        }
    }

    /// <summary>The stored fingerprint of each profile that the source knows.</summary>
    public Dictionary<ProfileId, Guid> Fingerprints(IEnumerable<ProfileId> profiles)
    {
        var found = new Dictionary<ProfileId, Guid>();
        session.FillProfiles("wanted", profiles);
        using var command = session.Command("SELECT k.pid, k.fp FROM known k JOIN wanted w ON w.pid = k.pid");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            found[new ProfileId(reader.GetGuid(0))] = reader.GetGuid(1);
        }

        return found;
    }

    /// <summary>What a source had published when its rows were read: with another state they may be others.</summary>
    public string StateOf(string of) => manifest.StateOf(of);

    /// <summary>A version that is higher than any that the sources have published.</summary>
    public long VersionAbove(IEnumerable<string> sources) => sources.Select(s => manifest.SourceVersions.GetValueOrDefault(s)).DefaultIfEmpty().Max() + 1;

    /// <summary>Whether any profile is known without a customer id.</summary>
    public bool HasAnonymous { get; private set; }

    /// <summary>Those of the profiles that some source knows without a customer id.</summary>
    public HashSet<ProfileId> Anonymous(IEnumerable<ProfileId> profiles)
    {
        session.FillProfiles("wanted", profiles);
        using var command = session.Command("SELECT DISTINCT a.pid FROM anonymous a JOIN wanted w ON w.pid = a.pid");
        using var reader = command.ExecuteReader();
        var found = new HashSet<ProfileId>();
        while (reader.Read())
        {
            found.Add(new ProfileId(reader.GetGuid(0)));
        }

        return found;
    }

    /// <summary>The stored rows of the profiles, of every source.</summary>
    public async Task<List<SnapshotRow>> RowsOfAllSourcesAsync(IReadOnlyCollection<ProfileId> profiles, CancellationToken cancellationToken)
    {
        var rows = new List<SnapshotRow>();
        var shards = profiles.Select(p => p.Shard).ToHashSet();
        session.FillProfiles("wanted", profiles);
        await ForEachRangeAsync(shards, () => rows.AddRange(SnapshotRowReader.ReadAll(session, Schema, "wanted")), cancellationToken);
        return rows;
    }

    /// <summary>How many profiles the source knows.</summary>
    public long Count => session.ScalarInt64("SELECT count(*) FROM known");

    /// <summary>The profiles of a shard that the source knows and that are not among `seen`.</summary>
    public List<ProfileId> Missing(int shard, IEnumerable<ProfileId> seen)
    {
        session.FillProfiles("wanted", seen);
        using var command = session.Command($"SELECT k.pid FROM known k WHERE {LookupTables.InShard("k.pid", shard)} AND NOT EXISTS (SELECT 1 FROM wanted w WHERE w.pid = k.pid) ORDER BY k.pid");
        using var reader = command.ExecuteReader();
        var missing = new List<ProfileId>();
        while (reader.Read())
        {
            missing.Add(new ProfileId(reader.GetGuid(0)));
        }

        return missing;
    }

    /// <summary>The stored rows of the profiles.</summary>
    public async Task<Dictionary<ProfileId, SnapshotRow>> RowsAsync(IReadOnlyCollection<ProfileId> profiles, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<ProfileId, SnapshotRow>();
        if (profiles.Count == 0)
        {
            return rows;
        }

        var shards = profiles.Select(p => p.Shard).ToHashSet();
        session.FillProfiles("wanted", profiles);
        await ForEachRangeAsync(shards, () =>
        {
            foreach (var row in SnapshotRowReader.Read(session, Schema, source, "wanted"))
            {
                rows[row.Profile] = row;
            }
        }, cancellationToken);
        return rows;
    }

    /// <summary>The customers, of any source, who have one of the emails (values of the plain variant).</summary>
    public async Task<List<(string Email, ProfileId Customer)>> CustomersAsync(IReadOnlyCollection<string> emails, CancellationToken cancellationToken)
    {
        var customers = new List<(string, ProfileId)>();
        session.FillTexts("wanted_emails", emails);
        await ForEachRangeAsync([.. Enumerable.Range(0, ProfileId.ShardCount)], () =>
        {
            using var command = session.Command(
                "SELECT DISTINCT w.value, i.pid FROM (SELECT pid, unnest(email) AS email FROM identifiers WHERE len(external_id) > 0) i JOIN wanted_emails w ON w.value = i.email");
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                customers.Add((reader.GetString(0), new ProfileId(reader.GetGuid(1))));
            }
        }, cancellationToken);
        return customers;
    }

    /// <summary>Counts the pairs of customer and email of a file (see <see cref="SeenProfiles.ExportCustomers"/>) whose email another customer has, in the file or in any source.</summary>
    public async Task<long> CountConflictsAsync(string customers, bool withStored, CancellationToken cancellationToken)
    {
        session.Execute(
            $"""
            CREATE OR REPLACE TABLE file_customers AS SELECT email, pid FROM read_parquet({DuckDbSession.Quote(customers)});
            CREATE OR REPLACE TABLE conflicts AS SELECT email, pid FROM file_customers WHERE email IN (SELECT email FROM file_customers GROUP BY email HAVING count(*) > 1);
            """);
        if (withStored)
        {
            // What this source said of a customer before is what the file says now.
            const string Stored = "SELECT pid, CAST(left(unnest(email), 32) AS UUID) AS email FROM identifiers WHERE len(external_id) > 0 AND NOT (source = $1 AND pid IN (SELECT pid FROM file_customers))";
            await ForEachRangeAsync(
                [.. Enumerable.Range(0, ProfileId.ShardCount)],
                () => session.Execute($"INSERT INTO conflicts SELECT f.email, f.pid FROM ({Stored}) s JOIN file_customers f ON f.email = s.email AND f.pid <> s.pid", [source.Value]),
                cancellationToken);
        }

        return session.ScalarInt64("SELECT count(*) FROM (SELECT DISTINCT email, pid FROM conflicts)");
    }

    public async ValueTask DisposeAsync()
    {
        session.Dispose();
        if (rent is not null)
        {
            await rent.DisposeAsync();
        }
    }

    private async Task LoadFingerprintsAsync(CancellationToken cancellationToken)
    {
        var customer = Identifiers.MaskOf(Identifiers.ExternalId);
        session.Execute("CREATE TABLE known (pid UUID, fp UUID); CREATE TABLE anonymous (pid UUID)");
        await ForEachRangeAsync(
            [.. Enumerable.Range(0, ProfileId.ShardCount)],
            () =>
            {
                session.Execute("INSERT INTO known SELECT pid, fp FROM traits WHERE source = $1", [source.Value]);
                session.Execute("INSERT INTO anonymous SELECT pid FROM traits WHERE ids_mask & $1 = 0", [customer]);
            },
            cancellationToken);
        HasAnonymous = session.ScalarInt64("SELECT count(*) FROM anonymous") > 0;
    }

    private async Task ForEachRangeAsync(HashSet<int> shards, Action read, CancellationToken cancellationToken)
    {
        var ranges = SnapshotStore.Ranges(manifest);
        if (ranges.Count == 1)
        {
            // A small store stays open for the whole import.
            rent ??= await snapshots.OpenAsync(session, Schema, manifest, ranges[0], cancellationToken);
            read();
            return;
        }

        // Other sources' imports may have replaced files since; this source's rows are the same in those that replace them.
        manifest = await snapshots.ReadManifestAsync(cancellationToken);
        foreach (var range in SnapshotStore.Ranges(manifest).Where(r => r.Any(shards.Contains)))
        {
            await using var ranged = await snapshots.OpenAsync(session, Schema, manifest, range, cancellationToken);
            read();
        }
    }
}
