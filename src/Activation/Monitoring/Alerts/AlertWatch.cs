using Activation.Delivery.Accounts;
using Activation.Import;
using Activation.Storage;
using Activation.Sync;
using Microsoft.Extensions.Logging;

namespace Activation.Monitoring.Alerts;

/// <summary>
/// Looks once a minute at what nobody tells: runs that are late, what a host that died has not told, alerts whose message was lost. Several hosts may do it at once.
/// </summary>
public sealed class AlertWatch
{
    /// <summary>A run that is tried for a day has ended by then.</summary>
    private static readonly TimeSpan LookBack = TimeSpan.FromHours(50);

    private static readonly TimeSpan KeepFor = TimeSpan.FromDays(90);

    /// <summary>Before this, a message is still on its way.</summary>
    private static readonly TimeSpan Overdue = TimeSpan.FromSeconds(30);

    private readonly AlertRules rules;
    private readonly AlertStore alerts;
    private readonly AlertRaising raising;
    private readonly Definitions definitions;
    private readonly RunStore runs;
    private readonly SyncStateStore states;
    private readonly AccountStateStore accounts;
    private readonly ImportStore imports;
    private readonly IMessageQueue queue;
    private readonly TimeProvider time;
    private readonly ILogger<AlertWatch> logger;

    internal AlertWatch(
        AlertRules rules, AlertStore alerts, AlertRaising raising, Definitions definitions, RunStore runs, SyncStateStore states, AccountStateStore accounts, ImportStore imports, IMessageQueue queue, TimeProvider time,
        ILogger<AlertWatch> logger)
    {
        this.rules = rules;
        this.alerts = alerts;
        this.raising = raising;
        this.definitions = definitions;
        this.runs = runs;
        this.states = states;
        this.accounts = accounts;
        this.imports = imports;
        this.queue = queue;
        this.time = time;
        this.logger = logger;
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var all = await rules.ListAsync(cancellationToken);
        var there = await alerts.ListAsync(cancellationToken);

        // Also what no rule is for any more, as long as an alert of it is open.
        var findings = await FindAsync([.. all.Where(r => !r.Value.Paused).Select(r => r.Value.Kind), .. there.Where(a => a.ResolvedAt is null).Select(a => a.Kind)], cancellationToken);
        await raising.RaiseAsync(all, findings, there.Select(a => a.AlertId).ToHashSet(StringComparer.Ordinal), cancellationToken);
        await EndOrphansAsync(there, cancellationToken);
        await SendOverdueAsync(there, cancellationToken);
    }

    /// <summary>Nothing more is found about a sync, source or destination that was deleted: what was open of it is over.</summary>
    private async Task EndOrphansAsync(IReadOnlyList<Alert> there, CancellationToken cancellationToken)
    {
        foreach (var open in there.Where(a => a.ResolvedAt is null).GroupBy(a => SubjectsOf(a.Kind)))
        {
            var ids = (await open.Key(definitions, cancellationToken)).ToHashSet(StringComparer.Ordinal);
            foreach (var alert in open.Where(a => !ids.Contains(a.Subject)))
            {
                await raising.EndAsync(alert, time.GetUtcNow(), cancellationToken);
            }
        }
    }

    private async Task<List<AlertFinding>> FindAsync(HashSet<AlertKind> kinds, CancellationToken cancellationToken)
    {
        var findings = new List<AlertFinding>();
        if (kinds.Any(k => k is not (AlertKind.ImportRejected or AlertKind.ImportHeld or AlertKind.Reconnect)))
        {
            var syncs = await definitions.Syncs.ListAsync(cancellationToken);
            var follow = kinds.Contains(AlertKind.RunLate) && syncs.Any(s => s.Value.AfterImport);
            var imported = follow ? await imports.FindLastEndAsync(time.GetUtcNow() - LookBack, cancellationToken) : null;
            foreach (var (id, sync) in syncs)
            {
                findings.AddRange(await TryOfSyncAsync(new SyncId(id), sync, imported, cancellationToken));
            }
        }

        if (kinds.Contains(AlertKind.ImportHeld))
        {
            var held = (await imports.ListAsync(ImportState.Held, cancellationToken)).ToLookup(i => i.Source, StringComparer.Ordinal);
            findings.AddRange((await definitions.Sources.ListAsync(cancellationToken)).Select(s => AlertFindings.OfSource(s.Key, held[s.Key].FirstOrDefault(), time.GetUtcNow())));
        }

        if (kinds.Contains(AlertKind.Reconnect))
        {
            foreach (var (id, _) in await definitions.Destinations.ListAsync(cancellationToken))
            {
                var state = await accounts.GetAsync(AccountRef.CredentialsOf(new DestinationId(id)), cancellationToken);
                findings.Add(AlertFindings.OfCredentials(new DestinationId(id), state.DisconnectedSince, state.Code, time.GetUtcNow()));
            }
        }

        return findings;
    }

    /// <summary>What is wrong with one sync keeps nobody from hearing of the others.</summary>
    private async Task<List<AlertFinding>> TryOfSyncAsync(SyncId id, SyncDefinition sync, DateTimeOffset? imported, CancellationToken cancellationToken)
    {
        try
        {
            return await OfSyncAsync(id, sync, imported, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            MonitoringLog.NotWatched(logger, id, e);
            return [];
        }
    }

    private async Task<List<AlertFinding>> OfSyncAsync(SyncId id, SyncDefinition sync, DateTimeOffset? imported, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var latest = await runs.ListSinceAsync(id, now - LookBack, cancellationToken);
        var findings = latest.SelectMany(AlertFindings.Of).ToList();
        var state = await states.GetAsync(id, cancellationToken);
        if (LateRuns.Find(id, latest, LateRuns.Due(sync, state, latest, imported, now), now) is { } late)
        {
            findings.Add(late);
        }

        return findings;
    }

    private static Func<Definitions, CancellationToken, Task<IEnumerable<string>>> SubjectsOf(AlertKind kind) => kind switch
    {
        AlertKind.ImportRejected or AlertKind.ImportHeld => SourcesAsync,
        AlertKind.Reconnect => DestinationsAsync,
        _ => SyncsAsync,
    };

    private static async Task<IEnumerable<string>> SyncsAsync(Definitions definitions, CancellationToken cancellationToken) => (await definitions.Syncs.ListAsync(cancellationToken)).Select(s => s.Key);

    private static async Task<IEnumerable<string>> SourcesAsync(Definitions definitions, CancellationToken cancellationToken) => (await definitions.Sources.ListAsync(cancellationToken)).Select(s => s.Key);

    private static async Task<IEnumerable<string>> DestinationsAsync(Definitions definitions, CancellationToken cancellationToken) => (await definitions.Destinations.ListAsync(cancellationToken)).Select(s => s.Key);

    private async Task SendOverdueAsync(IReadOnlyList<Alert> there, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var alert in there)
        {
            if (alert.Delivery == AlertDeliveryState.Pending && alert.NextAttemptAt + Overdue < now)
            {
                await queue.SendAlertAsync(alert.AlertId, Messages.Due("watch", now), TimeSpan.Zero, cancellationToken);
            }
            else if (alert.Delivery != AlertDeliveryState.Pending && (alert.ResolvedAt ?? alert.At) + KeepFor < now)
            {
                await alerts.RemoveAsync(alert.AlertId, cancellationToken);
            }
        }
    }
}
