using Activation.Delivery;
using Activation.Delivery.Processing;

namespace Activation.Sync.Processing;

/// <summary>
/// What a platform that works on a run's calls after it has answered says became of them: in its own counts of rows, beside those of the run, which it does not change, since
/// platforms do not say who the refused ones are.
/// </summary>
public sealed record RunProcessing
{
    public required ProcessingState State { get; init; }

    /// <summary>That the platform took and works on.</summary>
    public int Calls { get; init; }

    /// <summary>Of those, the ones that are waited for.</summary>
    public int Open { get; init; }

    /// <summary>Of those, the ones of which the platform applied nothing.</summary>
    public int Failed { get; init; }

    /// <summary>Of those, the ones of which the platform did not say within a day what became of them, or could not be asked within three.</summary>
    public int GivenUp { get; init; }

    /// <summary>Rows of the calls that are done, without the refused ones.</summary>
    public long Accepted { get; init; }

    public long Refused { get; init; }

    /// <summary>Of the refused rows, those of people to be taken out: they may be in the audience still.</summary>
    public long RefusedRemoves { get; init; }

    /// <summary>Of refused rows, by the platform's reason as a code.</summary>
    public IReadOnlyDictionary<string, long> Reasons { get; init => field = value ?? field; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>When the platform was asked last; null: not yet.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>Since when it is final; null: it is not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Of a run's batches as they are now; null if none of their calls is worked on afterwards. Pure.</summary>
    /// <param name="before">As it was.</param>
    internal static RunProcessing? Of(IReadOnlyList<BatchRecord> batches, RunProcessing? before, DateTimeOffset now)
    {
        var open = batches.Sum(b => b.Awaited?.Count ?? 0);
        var done = batches.Select(b => b.Processed).OfType<ProcessedCalls>().Aggregate(new ProcessedCalls(), static (sum, b) => sum.Plus(b));
        return open + done.Calls == 0 ? null : new RunProcessing
        {
            State = open > 0 ? ProcessingState.Processing : Final(done.Refused, done.Failed, done.GivenUp),
            Calls = open + done.Calls,
            Open = open,
            Failed = done.Failed,
            GivenUp = done.GivenUp,
            Accepted = done.Rows - done.Refused,
            Refused = done.Refused,
            RefusedRemoves = batches.Where(b => b.Operation == BatchOperation.Remove).Sum(b => b.Processed?.Refused ?? 0),
            Reasons = done.Reasons,
            AskedAt = before?.AskedAt,
            EndedAt = open > 0 ? null : before?.EndedAt ?? now,
        };
    }
    /// <summary>The same when nobody asks any more, since the sync is gone. Pure.</summary>
    internal RunProcessing Abandoned(DateTimeOffset now) =>
        EndedAt is not null ? this : this with { State = Final(Refused, Failed, GivenUp + Open), Open = 0, GivenUp = GivenUp + Open, EndedAt = now };

    private static ProcessingState Final(long refused, int failed, int givenUp) =>
        refused > 0 || failed > 0 ? ProcessingState.CompletedWithErrors
        : givenUp > 0 ? ProcessingState.GivenUp
        : ProcessingState.Completed;
}
