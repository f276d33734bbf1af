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
    private readonly Dictionary<(Guid Profile, Guid Row), LedgerRow> ledger = [];
    private IReadOnlyDictionary<ProfileId, IdentifierSet> people = new Dictionary<ProfileId, IdentifierSet>();
    private string? rowOptions;

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

    /// <summary>What sources have heard of the purpose `ads`, or say by default at the instants of that; of `crm` the row is there in any case.</summary>
    public List<(ProfileId Profile, string Source, bool? Granted, DateTime At)> Consents { get; } = [];

    public static readonly TraitSchema Traits = new([new Trait { Ordinal = 0, Name = "consent:ads", Type = TraitType.Boolean, Sources = ["crm", "shop"] }]);

    /// <summary>Sets the segment's members and their identifiers.</summary>
    public void SetMembers(IReadOnlyDictionary<ProfileId, IdentifierSet> members) => people = members;

    /// <summary>One run: plan, remember as `maybe`, removes, adds, fold. `attempt` says what becomes of each batch of one.</summary>
    public async Task<SyncPlan> RunAsync(RunMode mode, Func<BatchOperation, Fate> attempt)
    {
        var fresh = new StoredRows();
        var plan = await PlanComputation.RunAsync(
            new PlanViews(Ranges, new SqlQuery("SELECT DISTINCT pid, ids_digest, ids_mask FROM traits", []), OpenSnapshot, OpenLedger, fresh)
            {
                FreshAtOnce = FreshAtOnce,
                HeldAtOnce = HeldAtOnce,
                Consent = Scope.Consent.Count > 0 ? new PlanConsent(Scope.Consent, Scope.ConsentDefaults, Traits, ["shop", "crm"]) : null,
            },
            mode, Rows, rowOptions, Scope, Session(), CancellationToken.None);
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

    public IReadOnlyDictionary<LedgerState, long> States() => ledger.Values.GroupBy(r => r.State).ToDictionary(g => g.Key, g => g.LongCount());

    public IReadOnlyList<LedgerState> StatesOf(ProfileId profile) => [.. ledger.Where(r => r.Key.Profile == profile.Value).Select(r => r.Value.State)];

    public void Dispose() => scratch.Dispose();

    /// <summary>So few rows take a second thread longer to hand over than to read.</summary>
    private DuckDbSession Session()
    {
        var session = new DuckDbSession(scratch, 256);
        session.Execute("SET threads=1");
        return session;
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
            Set((member.Row.Profile.Value, member.Place.LedgerRow), state, old => old with { State = state });
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

    private void Set((Guid Profile, Guid Row) key, LedgerState state, Func<LedgerRow, LedgerRow> change)
    {
        if (state == LedgerState.Gone)
        {
            ledger.Remove(key);
        }
        else if (ledger.TryGetValue(key, out var old))
        {
            ledger[key] = change(old);
        }
    }

    private void Commit(DuckDbSession session)
    {
        using var command = session.Command($"SELECT pid, row, src, state, keys, data FROM ledger_change WHERE data IS NOT NULL UNION ALL SELECT pid, row, src, state, keys, data FROM ({PlanTables.ChangedAsKnown(ProfileRange.Of(LedgerStore.AllShards))}) UNION ALL SELECT pid, row, src, state, keys, data FROM ({PlanTables.FreshChanges}) UNION ALL SELECT pid, row, src, {(byte)LedgerState.Maybe}, keys, data FROM stored");
        using var reader = command.ExecuteReader();
        var seen = new HashSet<(Guid, Guid)>();
        while (reader.Read())
        {
            var key = (reader.GetGuid(0), reader.GetGuid(1));
            seen.Add(key).ShouldBeTrue("a row is changed once");
            ledger.Remove(key);
            if ((LedgerState)reader.GetByte(3) is var state and not LedgerState.Gone)
            {
                ledger[key] = new LedgerRow(reader.GetGuid(2), state, reader.GetFieldValue<List<Guid>>(4), reader.GetString(5));
            }
        }
    }

    private Task<IAsyncDisposable> OpenSnapshot(DuckDbSession session, IReadOnlyList<int> range, CancellationToken token)
    {
        session.Execute($"CREATE OR REPLACE TABLE identifiers (pid UUID, source VARCHAR, version BIGINT, deleted BOOLEAN, {SnapshotColumns.VariantDefinition}); CREATE OR REPLACE TABLE traits (pid UUID, ids_digest UUID, ids_mask BIGINT, source VARCHAR, observed_at TIMESTAMP, t0 BOOLEAN, a0 TIMESTAMP)");
        var within = people.Where(p => range.Contains(p.Key.Shard)).ToList();
        using (var traits = session.Connection.CreateAppender("traits"))
        {
            foreach (var (profile, set) in within)
            {
                var said = Consents.Where(c => c.Profile == profile).ToList();
                foreach (var (_, source, granted, at) in said.Exists(c => c.Source == "crm") ? said : [.. said, (default, "crm", null, DateTime.UnixEpoch)])
                {
                    traits.CreateRow().AppendValue(profile.Value).AppendValue(set.Digest()).AppendValue(1L).AppendValue(source).AppendValue((DateTime?)at).AppendValue(granted).AppendValue(granted is not null && ConsentTraits.IsDefaultTime(new DateTimeOffset(at)) ? (DateTime?)at : null).EndRow();
                }
            }
        }

        using var ids = session.Connection.CreateAppender("identifiers");
        foreach (var (profile, set) in within)
        {
            var row = ids.CreateRow().AppendValue(profile.Value).AppendValue("crm").AppendValue(1L).AppendValue((bool?)false);
            foreach (var variant in Identifiers.Variants)
            {
                _ = set[variant.Name].Count == 0 ? row.AppendNullValue() : row.AppendValue(set[variant.Name]);
            }

            row.EndRow();
        }

        return Task.FromResult<IAsyncDisposable>(new Nothing());
    }

    private Task<IAsyncDisposable> OpenLedger(DuckDbSession session, IReadOnlyList<int> range, CancellationToken token)
    {
        session.Execute($"CREATE OR REPLACE TABLE ledger ({LedgerView.Columns})");
        using var rows = session.Connection.CreateAppender("ledger");
        foreach (var ((profile, row), known) in ledger.Where(r => range.Contains(new ProfileId(r.Key.Profile).Shard)))
        {
            rows.CreateRow().AppendValue(profile).AppendValue(row).AppendValue(known.Source).AppendValue((byte)known.State).AppendValue(known.Keys).AppendValue(known.Data).AppendNullValue().AppendValue(1L).EndRow();
        }

        return Task.FromResult<IAsyncDisposable>(new Nothing());
    }

    private sealed record LedgerRow(Guid Source, LedgerState State, List<Guid> Keys, string Data);

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
