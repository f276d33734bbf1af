using Activation.Destinations;

namespace Activation.Delivery.Processing;

/// <summary>What becomes of a call that is waited for: it goes on being <paramref name="Awaited"/>, or it is <paramref name="Ended"/>. Pure.</summary>
internal sealed record CallProgress(AwaitedCall? Awaited, ProcessedCalls? Ended)
{
    /// <summary>Nobody can be asked any more.</summary>
    public static readonly CallProgress GivenUp = new(null, new ProcessedCalls { Calls = 1, GivenUp = 1 });

    /// <summary>After an answer.</summary>
    /// <param name="report">Null: the platform does not know the call.</param>
    /// <param name="end">Of the run.</param>
    public static CallProgress After(AwaitedCall call, ReceiptReport? report, DateTimeOffset end, DateTimeOffset now) =>
        report is { State: ReceiptState.Completed or ReceiptState.CompletedWithErrors or ReceiptState.Failed } ? new(null, Count(call, report))
        : ProcessingPace.IsOver(now - end, answered: true) ? GivenUp
        : new(call with { Asked = call.Asked + 1, NextAt = now + ProcessingPace.Wait(call.Asked + 1) }, null);

    /// <summary>The platform could not be asked.</summary>
    /// <param name="wait">The least that is to be waited, if that is known.</param>
    public static CallProgress Unasked(AwaitedCall call, TimeSpan? wait, DateTimeOffset end, DateTimeOffset now) =>
        ProcessingPace.IsOver(now - end, answered: false) ? GivenUp
        : new(call with { NextAt = now + (wait > ProcessingPace.Again ? wait.Value : ProcessingPace.Again) }, null);

    private static ProcessedCalls Count(AwaitedCall call, ReceiptReport report)
    {
        var named = report.Problems.Sum(p => p.Value ?? 0);
        var told = (report.Invalid ?? named) - (report.RepeatsAnswer ? call.Refused : 0);
        var refused = report.State == ReceiptState.Failed ? call.Rows : Math.Clamp(told, 0, call.Rows);
        return new ProcessedCalls { Calls = 1, Failed = report.State == ReceiptState.Failed ? 1 : 0, Rows = call.Rows, Refused = refused, Reasons = Reasons(report.Problems, refused) };
    }

    /// <summary>Rows without a count of their own go to the reason that has none, or to <see cref="RejectedRow.ByPlatform"/>.</summary>
    private static Dictionary<string, long> Reasons(IReadOnlyList<KeyValuePair<string, long?>> problems, long refused)
    {
        var reasons = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (code, count) in problems.Where(p => p.Value is > 0))
        {
            Add(code, Math.Min(count ?? 0, refused));
        }

        Add(problems.FirstOrDefault(p => p.Value is null).Key ?? RejectedRow.ByPlatform, refused);
        return reasons;

        void Add(string code, long rows)
        {
            if (rows > 0)
            {
                reasons[code] = reasons.GetValueOrDefault(code) + rows;
                refused -= rows;
            }
        }
    }
}
