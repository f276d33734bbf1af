namespace Activation.Destinations;

/// <summary>How hard a destination account may be called, over all of its syncs and all hosts.</summary>
/// <param name="Concurrency">Calls under way at the same time, 1 to 64.</param>
/// <param name="CallsPerMinute">Calls in the long run, 0.1 to 100,000.</param>
/// <param name="Burst">Calls that may come at once after a rest, 1 to 10,000.</param>
public sealed record AccountLimits(int Concurrency, double CallsPerMinute, int Burst)
{
    /// <exception cref="ProblemException">400, with the path of the field at fault.</exception>
    public void Check()
    {
        Require(Concurrency is >= 1 and <= 64, "concurrency", "from 1 to 64");
        Require(CallsPerMinute is >= 0.1 and <= 100_000, "callsPerMinute", "from 0.1 to 100000");
        Require(Burst is >= 1 and <= 10_000, "burst", "from 1 to 10000");
    }

    private static void Require(bool isValid, string field, string range)
    {
        if (!isValid)
        {
            throw ProblemException.Invalid("invalidDestination", $"limits.{field}", $"limits.{field} must be {range}. Leave limits out for what the platform allows.");
        }
    }
}
