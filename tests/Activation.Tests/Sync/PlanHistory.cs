using Activation.Delivery;
using Activation.Destinations;
using Activation.Profiles;
using Activation.Segments;
using Activation.Storage;
using Activation.Sync;
using Activation.Sync.Ledger;
using Activation.Sync.Planning;
using Microsoft.Extensions.Options;

namespace Activation.Tests.Sync;

/// <summary>
/// A sync lived through in memory: the plan's computation over an in-memory snapshot and ledger, and a platform whose answers get lost at will.
/// </summary>
internal sealed class PlanHistory : IDisposable
{
    private static readonly IReadOnlyList<IReadOnlyList<int>> Ranges = [[.. Enumerable.Range(0, 8)], [.. Enumerable.Range(8, 8)]];

    private readonly ScratchFolder scratch = new(Options.Create(new StorageOptions()));
    private readonly DuckDbSession store;
    private string? rowOptions;

    public PlanHistory()
    {
        store = new DuckDbSession(scratch, 256);
        store.Execute($"CREATE TABLE ledger_rows ({LedgerView.Columns})");
        store.Execute($"CREATE TABLE people (pid UUID, source VARCHAR, version BIGINT, digest UUID, {SnapshotColumns.VariantDefinition})");
    }

    public PlatformModel Platform { get; } = new();

    public int Calls { get; private set; }

    public MemberRowBuilder Rows { get; set; } = new(TestDestination.Declaration, []);

    /// <summary>See <see cref="PlanViews.FreshAtOnce"/>.</summary>
    public long FreshAtOnce { get; set; } = 100_000;

    /// <summary>See <see cref="PlanViews.HeldAtOnce"/>.</summary>
    public long HeldAtOnce { get; set; } = 5_000;

    /// <summary>So many rows were stored while a plan was made.</summary>
    public long Stored { get; private set; }

    /// <summary>Of the last run: who should be in the audience and is not.</summary>
    public HashSet<ProfileId> Failed { get; } = [];

    public PlanScope Scope { get; set; } = PlanScope.Everybody;

    /// <summary>What sources have heard of the purpose `ads`; of `crm` the row is there in any case.</summary>
    public List<(ProfileId Profile, string Source, bool? Granted, DateTime At)> Consents { get; } = [];

    public static readonly TraitSchema Traits = new([new Trait { Ordinal = 0, Name = "consent:ads", Type = TraitType.Boolean, Sources = ["crm", "shop"] }]);

    /// <summary>Sets the segment's members and their identifiers.</summary>
    public void SetMembers(IReadOnlyDictionary<ProfileId, IdentifierSet> members)
    {
        store.Execute("DELETE FROM people");
        using var appender = store.Connection.CreateAppender("people");
        foreach (var (profile, set) in members)
        {
            var row = appender.CreateRow().AppendValue(profile.Value).AppendValue("crm").AppendValue(1L).AppendValue(set.Digest());
            foreach (var variant in Identifiers.Variants)
            {
                if (set[variant.Name].Count == 0)
                {
                    row.AppendNullValue();
                }
                else
                {
                    row.AppendValue(set[variant.Name]);
                }
            }

            row.EndRow();
        }
    }

    /// <summary>One run: plan, remember as `maybe`, removes, adds, fold. `attempt` says what becomes of each batch of one.</summary>
    public async Task<SyncPlan> RunAsync(RunMode mode, Func<BatchOperation, Fate> attempt)
    {
        var fresh = new StoredRows();
        var plan = await PlanComputation.RunAsync(
            new PlanViews(Ranges, new SqlQuery("SELECT DISTINCT pid, ids_digest, ids_mask FROM traits", []), OpenSnapshot, OpenLedger, fresh)
            {
                FreshAtOnce = FreshAtOnce,
                HeldAtOnce = HeldAtOnce,
                Consent = Scope.Consent.Count > 0 ? new PlanConsent(Scope.Consent, Traits, ["shop", "crm"]) : null,
            },
            mode, Rows, rowOptions, Scope, new DuckDbSession(scratch, 256), CancellationToken.None);
        rowOptions = mode == RunMode.Protect ? rowOptions : Scope.RowOptions(Rows);
        Stored += fresh.Count;
        await using var stored = await fresh.OpenAsync(plan.Session, LedgerStore.AllShards, CancellationToken.None);
        var everybody = ProfileRange.Of(LedgerStore.AllShards);
        await using var known = await OpenLedger(plan.Session, LedgerStore.AllShards, CancellationToken.None);
        Commit(plan.Session);
        Failed.Clear();
        var stopped = false;
        var unsettled = false;
        foreach (var (operation, query) in new[] { (BatchOperation.Remove, $"SELECT pid, row, prior, data, named FROM ({PlanTables.Removed(everybody, withLedger: true)})"), (BatchOperation.Add, PlanTables.Added(everybody, withLedger: true)) })
        {
            foreach (var member in Members(plan.Session, operation, query))
            {
                var fate = stopped ? Fate.NeverTried : attempt(operation);
                stopped |= fate == Fate.NeverTried;
                unsettled |= fate != Fate.Delivered;
                Apply(operation, member, fate);
            }

            // Adds wait for the removes to be settled: with one unsettled, the run ends here, superseded.
            stopped |= unsettled;
        }

        return plan;
    }

    public IReadOnlyDictionary<LedgerState, long> States()
    {
        var states = new Dictionary<LedgerState, long>();
        using var command = store.Command("SELECT state, count(*) FROM ledger_rows GROUP BY 1");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            states[(LedgerState)reader.GetByte(0)] = reader.GetInt64(1);
        }

        return states;
    }

    public IReadOnlyList<LedgerState> StatesOf(ProfileId profile)
    {
        var states = new List<LedgerState>();
        using var command = store.Command("SELECT state FROM ledger_rows WHERE pid = $1", [profile.Value]);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            states.Add((LedgerState)reader.GetByte(0));
        }

        return states;
    }

    public void Dispose()
    {
        store.Dispose();
        scratch.Dispose();
    }

    private void Apply(BatchOperation operation, BatchMember member, Fate fate)
    {
        if (fate is Fate.Delivered or Fate.ResponseLost)
        {
            Calls++;
            if (operation == BatchOperation.Add)
            {
                Platform.Add(member.Row);
            }
            else
            {
                Platform.Remove(member.Row);
            }
        }

        var batch = new BatchRecord
        {
            BatchId = "s.r.1",
            Operation = operation,
            Members = 1,
            State = fate == Fate.Delivered ? BatchState.Delivered : BatchState.Queued,
            Attempts = fate == Fate.NeverTried ? 0 : 1,
        };
        if (RunOutcome.FailureReason(batch, member.Place.Prior, null) is not null)
        {
            Failed.Add(member.Row.Profile);
        }

        if (RunOutcome.LedgerState(batch, member.Place.Prior, null) is { } state)
        {
            store.Execute("UPDATE ledger_rows SET state = $1 WHERE pid = $2 AND row = $3", [(byte)state, member.Row.Profile.Value, member.Place.LedgerRow]);
            store.Execute($"DELETE FROM ledger_rows WHERE state = {(byte)LedgerState.Gone}");
        }
    }

    private static List<BatchMember> Members(DuckDbSession session, BatchOperation operation, string query)
    {
        var rows = new MemberRowBuilder(TestDestination.Declaration, []);
        var members = new List<BatchMember>();
        using var command = session.Command($"SELECT * FROM ({query}) ORDER BY pid, row");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var row = MemberRowJson.Read(new ProfileId(reader.GetGuid(0)), reader.GetString(3));
            row = operation == BatchOperation.Remove ? rows.KeysOnly(row, reader.GetFieldValue<List<Guid>>(4).ToHashSet(), new HashSet<string>()) : row;
            members.Add(new BatchMember(row, new BatchPlace(row.Profile, reader.GetGuid(1), (LedgerState)reader.GetByte(2))));
        }

        return members;
    }

    private void Commit(DuckDbSession session)
    {
        using var command = session.Command($"SELECT pid, row, src, state, keys, data FROM ledger_change WHERE data IS NOT NULL UNION ALL SELECT pid, row, src, state, keys, data FROM ({PlanTables.ChangedAsKnown(ProfileRange.Of(LedgerStore.AllShards))}) UNION ALL SELECT pid, row, src, state, keys, data FROM ({PlanTables.FreshChanges}) UNION ALL SELECT pid, row, src, {(byte)LedgerState.Maybe}, keys, data FROM stored");
        using var reader = command.ExecuteReader();
        var seen = new HashSet<(Guid, Guid)>();
        while (reader.Read())
        {
            seen.Add((reader.GetGuid(0), reader.GetGuid(1))).ShouldBeTrue("a row is changed once");
            store.Execute("DELETE FROM ledger_rows WHERE pid = $1 AND row = $2", [reader.GetGuid(0), reader.GetGuid(1)]);
            if (reader.GetByte(3) != (byte)LedgerState.Gone)
            {
                store.Execute("INSERT INTO ledger_rows VALUES ($1, $2, $3, $4, $5, $6, NULL, 1)", [reader.GetGuid(0), reader.GetGuid(1), reader.GetGuid(2), reader.GetByte(3), reader.GetFieldValue<List<Guid>>(4), reader.GetString(5)]);
            }
        }
    }

    private Task<IAsyncDisposable> OpenSnapshot(DuckDbSession session, IReadOnlyList<int> range, CancellationToken token)
    {
        session.Execute($"CREATE OR REPLACE TABLE identifiers (pid UUID, source VARCHAR, version BIGINT, deleted BOOLEAN, {SnapshotColumns.VariantDefinition}); CREATE OR REPLACE TABLE traits (pid UUID, ids_digest UUID, ids_mask BIGINT, source VARCHAR, observed_at TIMESTAMP, t0 BOOLEAN, a0 TIMESTAMP)");
        CopyRows(session, "people", range, (reader, write) =>
        {
            using (var traits = write("traits"))
            {
                var said = Consents.Where(c => c.Profile.Value == reader.GetGuid(0)).ToList();
                foreach (var (_, source, granted, at) in said.Exists(c => c.Source == "crm") ? said : [.. said, (default, "crm", null, DateTime.UnixEpoch)])
                {
                    traits.CreateRow().AppendValue(reader.GetGuid(0)).AppendValue(reader.GetGuid(3)).AppendValue(1L).AppendValue(source).AppendValue((DateTime?)at).AppendValue(granted).AppendNullValue().EndRow();
                }
            }

            using var ids = write("identifiers");
            var row = ids.CreateRow().AppendValue(reader.GetGuid(0)).AppendValue("crm").AppendValue(1L).AppendValue((bool?)false);
            for (var i = 0; i < Identifiers.Variants.Count; i++)
            {
                if (reader.IsDBNull(i + 4))
                {
                    row.AppendNullValue();
                }
                else
                {
                    row.AppendValue(reader.GetFieldValue<List<string>>(i + 4));
                }
            }

            row.EndRow();
        });
        return Task.FromResult<IAsyncDisposable>(new Nothing());
    }

    private Task<IAsyncDisposable> OpenLedger(DuckDbSession session, IReadOnlyList<int> range, CancellationToken token)
    {
        session.Execute($"CREATE OR REPLACE TABLE ledger ({LedgerView.Columns})");
        CopyRows(session, "ledger_rows", range, (reader, write) =>
        {
            using var ledger = write("ledger");
            ledger.CreateRow().AppendValue(reader.GetGuid(0)).AppendValue(reader.GetGuid(1)).AppendValue(reader.GetGuid(2)).AppendValue(reader.GetByte(3))
                .AppendValue(reader.GetFieldValue<List<Guid>>(4)).AppendValue(reader.GetString(5)).AppendNullValue().AppendValue(1L).EndRow();
        });
        return Task.FromResult<IAsyncDisposable>(new Nothing());
    }

    private void CopyRows(DuckDbSession session, string table, IReadOnlyList<int> range, Action<System.Data.Common.DbDataReader, Func<string, DuckDB.NET.Data.DuckDBAppender>> copy)
    {
        using var command = store.Command($"SELECT * FROM {table}");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            if (range.Contains(new ProfileId(reader.GetGuid(0)).Shard))
            {
                copy(reader, name => session.Connection.CreateAppender(name));
            }
        }
    }

    private sealed class StoredRows : IFreshRows
    {
        public long Count { get; private set; }

        public Task StoreAsync(DuckDbSession session, IReadOnlyList<int> shards, CancellationToken cancellationToken)
        {
            Create(session);
            session.ScalarInt64($"SELECT count(*) FROM fresh WHERE NOT ({LedgerView.InRange("pid", shards)})").ShouldBe(0);
            session.Execute("INSERT INTO stored_rows FROM fresh");
            Count = session.ScalarInt64("SELECT count(*) FROM stored_rows");
            return Task.CompletedTask;
        }

        public Task<IAsyncDisposable> OpenAsync(DuckDbSession session, IReadOnlyList<int> shards, CancellationToken cancellationToken)
        {
            Create(session);
            session.Execute($"CREATE OR REPLACE VIEW stored AS SELECT * FROM stored_rows WHERE {LedgerView.InRange("pid", shards)}");
            return Task.FromResult<IAsyncDisposable>(new Nothing());
        }

        /// <summary>What calls it reads the plan's tables itself.</summary>
        public Task<IAsyncDisposable> OpenLedgerAsync(DuckDbSession session, IReadOnlyList<int> shards, CancellationToken cancellationToken) => throw new NotSupportedException();

        private static void Create(DuckDbSession session) => session.Execute("CREATE TABLE IF NOT EXISTS stored_rows (pid UUID, row UUID, src UUID, keys UUID[], data VARCHAR)");
    }

    private sealed class Nothing : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

internal enum Fate
{
    Delivered,
    ResponseLost,
    NotApplied,
    NeverTried,
}
