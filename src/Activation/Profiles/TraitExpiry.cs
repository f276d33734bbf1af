namespace Activation.Profiles;

/// <summary>When a value that is not brought again is gone.</summary>
/// <param name="After">More than nothing; whole days with <see cref="ExpiryMode.AdobeDays"/>.</param>
public sealed record TraitExpiry(TimeSpan After, ExpiryMode Mode)
{
    /// <summary>A value that was brought at this instant or later is still there. (A value is gone once its time is over: at that very instant it is.)</summary>
    /// <returns>Null: no value is old enough to be gone.</returns>
    public DateTime? FirstKept(DateTime now)
    {
        // Brought on day d, n days last until midnight of day d + n + 1: what counts now was brought on the day n days ago, or later.
        var from = Mode == ExpiryMode.AdobeDays ? now.Date : now;
        return from - DateTime.MinValue <= After ? null : Mode == ExpiryMode.AdobeDays ? from - After : from - After + Smallest;
    }

    /// <summary>Stored instants are whole milliseconds.</summary>
    private static readonly TimeSpan Smallest = TimeSpan.FromMicroseconds(1);
}
