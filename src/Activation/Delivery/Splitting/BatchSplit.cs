using Activation.Destinations;

namespace Activation.Delivery.Splitting;

/// <summary>
/// Finds the rows for which a platform refuses a whole batch, and delivers all others on the way: suspects are halved, and what a refused half leaves
/// open is sent in one call once a row is isolated. k bad rows among n take at most 2 + k (⌈log2 n⌉ + 2) calls. Pure.
/// </summary>
/// <remarks>
/// A platform that refuses everything (a wrong setting) would make every row look bad. So single rows are tried first, and the search ends
/// if none of three is taken; it also ends at more bad rows than a platform's reason can be about, with what it has found by then.
/// </remarks>
internal static class BatchSplit
{
    /// <summary>Reason codes of isolated rows begin so: `refused:http422`.</summary>
    public const string ReasonPrefix = "refused:";

    /// <summary>Single rows that are tried before a large batch is halved.</summary>
    public const int Probes = 3;

    /// <summary>So many rows are searched to the end without probes.</summary>
    public const int SmallBatch = 16;

    /// <param name="sent">The answer to the whole batch: it is refused, or some of its rows are without a name.</param>
    public static SplitState Begin(int members, SendResult sent)
    {
        var all = RowSet.Of(0, members);
        var state = new SplitState { Members = members, Calls = 0, Suspects = all, Unknown = RowSet.Empty };
        return After(state, all, sent);
    }

    /// <summary>After the platform took a part, or refused it as a whole.</summary>
    public static SplitState After(SplitState state, RowSet part, SendResult sent) =>
        sent.Result.Outcome == DestinationOutcome.Success ? Take(state, part, sent) : Refuse(state, part, sent.Result);

    /// <summary>What to send next; null if nothing is left or the search is given up.</summary>
    public static RowSet? Next(SplitState state) =>
        IsHopeless(state) ? null
        : state is { Taken: 0, Members: > SmallBatch } ? Probe(state.Suspects.Union(state.Unknown), state.Calls)
        : state.Suspects.Count > 0 ? state.Suspects.Take((state.Suspects.Count + 1) / 2)
        : state.Unknown.Count > 0 ? state.Unknown
        : NameSearch.Next(state);

    /// <summary>After the platform took a part.</summary>
    public static SplitState Take(SplitState state, RowSet part, SendResult sent)
    {
        var rejected = new Dictionary<int, string>(state.Rejected);
        var positions = part.Rows().ToList();
        foreach (var row in sent.Rejected)
        {
            rejected[positions[row.Index]] = row.Reason;
        }

        var again = NameSearch.IsUnderWay(state);
        state = (again ? NameSearch.Close(state, part, sent) : state) with
        {
            Calls = state.Calls + 1,
            Taken = state.Taken + (again ? 0 : positions.Count),
            Suspects = state.Suspects.Except(part),
            Unknown = state.Unknown.Except(part),
            Rejected = rejected,
        };
        return sent.UnnamedRejections == 0 ? state : NameSearch.Open(state, part, sent);
    }

    /// <summary>After the platform refused a part as a whole.</summary>
    public static SplitState Refuse(SplitState state, RowSet part, DestinationResult refusal)
    {
        if (NameSearch.IsUnderWay(state))
        {
            // It took these rows before: now they are searched as any that it refuses.
            state = state with
            {
                NameCalls = state.NameCalls + 1,
                UnnamedRejections = state.UnnamedRejections + state.Open[0].Refused,
                Candidates = state.Candidates.Union(state.Open[0].Rows),
                Open = [.. state.Open.Skip(1)],
            };
        }

        state = state with
        {
            Calls = state.Calls + 1,
            Code = refusal.Code,
            Message = refusal.Message,
            Suspects = part,
            Unknown = state.Unknown.Union(state.Suspects).Except(part),
        };
        return part.Count > 1
            ? state
            : state with
            {
                Suspects = RowSet.Empty,
                Isolated = state.Isolated + 1,
                Rejected = new Dictionary<int, string>(state.Rejected) { [part.Ranges[0].From] = $"{ReasonPrefix}{refusal.Code}" },
            };
    }

    /// <summary>The batch's result when nothing is sent any more. Rows that failed are named also where the search was given up, so that the next run begins without them.</summary>
    public static SendResult Result(SplitState state)
    {
        if (!IsHopeless(state))
        {
            return new SendResult(DestinationResult.Success, Rejected(state)) { UnnamedRejections = state.UnnamedRejections + NameSearch.Unnamed(state), Candidates = Candidates(state) };
        }

        return state.Taken == 0
            ? SendResult.Failure(new DestinationResult(DestinationOutcome.Stop, state.Code, state.Message))
            : new SendResult(
                new DestinationResult(
                    DestinationOutcome.Stop, state.Code, $"The destination refused {state.Isolated} members each for itself, too many to look for all of them in one run; the next run goes on. {state.Message}"),
                Rejected(state));
    }

    private static bool IsHopeless(SplitState state) =>
        state.Taken == 0
            ? state.Suspects.Count + state.Unknown.Count == 0 || (state.Members > SmallBatch && state.Isolated >= Probes)
            : state.Isolated > Math.Max(20, state.Members / 100);

    /// <summary>A row somewhere in the middle, another one with each call.</summary>
    private static RowSet Probe(RowSet rows, int calls)
    {
        var before = rows.Take(rows.Count * calls / (Probes + 2));
        return rows.Except(before).Take(1);
    }

    private static IReadOnlyList<int> Candidates(SplitState state) =>
        [.. state.Open.Aggregate(state.Candidates, (all, open) => all.Union(open.Rows)).Rows().Where(r => !state.Rejected.ContainsKey(r))];

    private static IReadOnlyList<RejectedRow> Rejected(SplitState state) => [.. state.Rejected.OrderBy(r => r.Key).Select(r => new RejectedRow(r.Key, r.Value))];
}
