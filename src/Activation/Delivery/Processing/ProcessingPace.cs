namespace Activation.Delivery.Processing;

/// <summary>
/// How often a platform is asked what became of a call: first after 30 minutes, then after 1.3 times as long each time, at most an hour, and for a day. Pure.
/// </summary>
/// <remarks>As Google advises: https://developers.google.com/data-manager/api/devguides/diagnostics</remarks>
internal static class ProcessingPace
{
    /// <summary>Where it could not be asked.</summary>
    public static readonly TimeSpan Again = TimeSpan.FromMinutes(5);

    private const double Growth = 1.3;
    private static readonly TimeSpan First = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Since the run's end, where the platform answers that it is not done or does not know the call.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    /// <summary>Since the run's end, where it cannot be asked at all: its credentials are refused, or it is down.</summary>
    private static readonly TimeSpan PatienceUnasked = TimeSpan.FromDays(3);

    /// <param name="asked">Times that it was asked.</param>
    public static TimeSpan Wait(int asked) => First * Math.Min(Math.Pow(Growth, asked), Longest / First);

    public static bool IsOver(TimeSpan sinceEnd, bool answered) => sinceEnd >= (answered ? Patience : PatienceUnasked);
}
