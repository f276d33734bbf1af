namespace Activation.Import.Resume;

/// <summary>How long one message is worked on.</summary>
internal sealed class TimeBudget(TimeProvider time, TimeSpan length)
{
    private readonly long start = time.GetTimestamp();

    public bool IsUsedUp => time.GetElapsedTime(start) >= length;
}
