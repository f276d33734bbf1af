namespace Activation.Delivery.Processing;

/// <summary>What became of calls that a platform worked on after it had answered.</summary>
public sealed record ProcessedCalls
{
    /// <summary>That are not asked for any more.</summary>
    public int Calls { get; init; }

    /// <summary>Of those, the ones of which the platform applied nothing.</summary>
    public int Failed { get; init; }

    /// <summary>Of those, the ones of which the platform did not say in time what became of them.</summary>
    public int GivenUp { get; init; }

    /// <summary>Rows of the calls of which the platform has said it.</summary>
    public long Rows { get; init; }

    /// <summary>Of those, the ones that it refused.</summary>
    public long Refused { get; init; }

    /// <summary>Of refused rows, by the platform's reason as a code.</summary>
    public IReadOnlyDictionary<string, long> Reasons { get; init => field = value ?? field; } = new Dictionary<string, long>(StringComparer.Ordinal);

    public ProcessedCalls Plus(ProcessedCalls other)
    {
        var reasons = new Dictionary<string, long>(Reasons, StringComparer.Ordinal);
        foreach (var (reason, count) in other.Reasons)
        {
            reasons[reason] = reasons.GetValueOrDefault(reason) + count;
        }

        return new ProcessedCalls
        {
            Calls = Calls + other.Calls,
            Failed = Failed + other.Failed,
            GivenUp = GivenUp + other.GivenUp,
            Rows = Rows + other.Rows,
            Refused = Refused + other.Refused,
            Reasons = reasons,
        };
    }
}
