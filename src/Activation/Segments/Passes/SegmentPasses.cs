using System.Globalization;
using Activation.Profiles;
using Activation.Storage;

namespace Activation.Segments.Passes;

/// <summary>
/// Lets those who need segments at the same time evaluate them together: the first to ask reads the snapshot once for all of them, and the others find their members
/// on this host's disk, at 32 bytes a member; where there is no room for that, everybody evaluates alone. A query over one snapshot always has the same answer, so that
/// it does not matter who asked first.
/// </summary>
internal sealed class SegmentPasses(SnapshotStore snapshots, ISegmentEvents events, ScratchFolder scratch) : IDisposable
{
    /// <summary>More would need too much memory at a time.</summary>
    private const int MaxRules = 20;

    /// <summary>One pass at a time: it has the disk and the processors to itself.</summary>
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly List<SegmentPass> kept = [];

    /// <summary>The members by a rule, if others need theirs too or someone has found them already.</summary>
    /// <param name="query">The rule's, compiled alone in the context.</param>
    /// <param name="others">The rules that others will ask for, each as often as it will be; asked for only if the members are not known yet.</param>
    /// <returns>Null where it does not pay: the caller evaluates alone.</returns>
    public async Task<SegmentMembersRent?> FindAsync(
        SnapshotManifest manifest, RuleNode rule, SegmentQuery query, RuleContext context, IAsyncEnumerable<RuleNode> others, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (Rent(manifest.Generation, query.Members) is { } known)
            {
                return known;
            }

            DropIdle(p => p.Generation != manifest.Generation || p.Instant != context.Instant || p.IsDone);
            var (rules, queries, askers) = await GatherAsync(manifest, rule, query.Members, context, others, cancellationToken);
            if (askers == 1 || await EvaluateAsync(manifest, context, SegmentQueryBuilder.CompileAll(rules, context), rules.Count, cancellationToken) is not { } files)
            {
                return null;
            }

            kept.Add(new SegmentPass(manifest.Generation, context.Instant, queries, files, askers));
            return Rent(manifest.Generation, query.Members);
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose()
    {
        DropIdle(_ => true);
        gate.Dispose();
    }

    /// <summary>The same question is asked once, whoever asks it.</summary>
    private async Task<(List<RuleNode> Rules, List<SqlQuery> Queries, int Askers)> GatherAsync(
        SnapshotManifest manifest, RuleNode rule, SqlQuery members, RuleContext context, IAsyncEnumerable<RuleNode> others, CancellationToken cancellationToken)
    {
        var rules = new List<RuleNode> { rule };
        var queries = new List<SqlQuery> { members };
        var askers = 1;
        await foreach (var other in others.WithCancellation(cancellationToken))
        {
            if (TryCompile(other, context)?.Members is not { } otherMembers || kept.Exists(p => p.Generation == manifest.Generation && p.Find(otherMembers) >= 0))
            {
                continue;
            }

            askers++;
            if (!queries.Contains(otherMembers))
            {
                rules.Add(other);
                queries.Add(otherMembers);
            }

            if (rules.Count == MaxRules)
            {
                break;
            }
        }

        return (rules, queries, askers);
    }

    private SegmentMembersRent? Rent(long generation, SqlQuery query)
    {
        foreach (var pass in kept)
        {
            if (pass.Generation == generation && pass.Find(query) is >= 0 and var place)
            {
                pass.Enter();
                return new SegmentMembersRent(pass, place, LeaveAsync);
            }
        }

        return null;
    }

    private async Task LeaveAsync(SegmentPass pass)
    {
        await gate.WaitAsync(CancellationToken.None);
        try
        {
            pass.Leave();
            DropIdle(p => p.IsDone);
        }
        finally
        {
            gate.Release();
        }
    }

    private void DropIdle(Predicate<SegmentPass> which)
    {
        foreach (var pass in kept.FindAll(p => p.IsIdle && which(p)))
        {
            kept.Remove(pass);
            pass.Dispose();
        }
    }

    /// <summary>A rule that cannot be evaluated is its own sync's matter.</summary>
    private static SegmentQuery? TryCompile(RuleNode rule, RuleContext context)
    {
        try
        {
            return SegmentQueryBuilder.Compile(rule, context);
        }
        catch (ProblemException)
        {
            return null;
        }
    }

    /// <returns>A file for each range of a plan; null if they would be too large.</returns>
    private async Task<IReadOnlyList<string>?> EvaluateAsync(SnapshotManifest manifest, RuleContext context, SegmentQuery query, int rules, CancellationToken cancellationToken)
    {
        var files = new List<string>();
        var isWhole = false;
        try
        {
            foreach (var shards in SnapshotStore.Ranges(manifest, scratch.Budget.PlannedRows))
            {
                using var session = new DuckDbSession(scratch);
                await using var traits = await snapshots.OpenTraitsAsync(session, context.Traits, manifest, shards, cancellationToken);
                await using var happened = await events.OpenAsync(session, context.Events, manifest, query.Events, shards, cancellationToken);
                files.Add(scratch.NewFile(".members.parquet"));
                Write(session, query.Members, rules, files[^1]);
                if (files.Sum(f => new FileInfo(f).Length) + UsedBytes() > scratch.Budget.PassesBytes)
                {
                    return null;
                }
            }

            isWhole = true;
            return files;
        }
        finally
        {
            if (!isWhole)
            {
                files.ForEach(File.Delete);
            }
        }
    }

    private long UsedBytes() => kept.Sum(p => p.Bytes);

    private static void Write(DuckDbSession session, SqlQuery members, int rules, string file)
    {
        var flags = string.Concat(Enumerable.Range(0, rules).Select(i => string.Create(CultureInfo.InvariantCulture, $", m{i}")));
        session.Execute($"CREATE TEMP TABLE members AS SELECT pid, ids_digest{flags} FROM ({members.Text})", members.Parameters);
        session.Execute($"COPY members TO {DuckDbSession.Quote(file)} (FORMAT parquet)");
    }
}
