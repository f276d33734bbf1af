using System.Runtime.CompilerServices;
using Activation.Segments;

namespace Activation.Sync.Planning;

/// <summary>What else a tick evaluates. All runs that it adds have its instant, so they ask the same of the same data.</summary>
internal sealed class TickSegments(Definitions definitions, RunStore runs)
{
    /// <summary>The rules of the tick's other runs that are not planned yet, one for each run; none for a run that no tick added.</summary>
    public async IAsyncEnumerable<RuleNode> OthersAsync(RunId run, IReadOnlyDictionary<string, RuleNode> segments, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (run.Tick is not { } tick)
        {
            yield break;
        }

        foreach (var (id, sync) in await definitions.Syncs.ListAsync(cancellationToken))
        {
            var other = RunId.Scheduled(new SyncId(id), tick);
            if (other != run && segments.TryGetValue(sync.Segment, out var rule)
                && await runs.FindAsync(other, cancellationToken) is { State: RunState.Planned or RunState.Evaluating, Mode: RunMode.Delta or RunMode.Full })
            {
                yield return rule;
            }
        }
    }
}
