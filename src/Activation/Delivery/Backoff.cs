namespace Activation.Delivery;

/// <summary>Exponential backoff with jitter. Pure.</summary>
internal static class Backoff
{
    /// <param name="attempt">Attempts made so far, from 1.</param>
    /// <param name="asked">What the platform asks to wait; waited for at least.</param>
    /// <param name="jitter">0 to 1.</param>
    /// <returns>Between half and all of the doubled wait.</returns>
    public static TimeSpan Next(DeliveryOptions options, int attempt, TimeSpan? asked, double jitter)
    {
        var seconds = Math.Min(options.MaxBackoffSeconds, options.BackoffSeconds * Math.Pow(2, Math.Min(attempt - 1, 30)));
        var wait = TimeSpan.FromSeconds(seconds * (0.5 + (jitter / 2)));
        return asked is { } platform && platform > wait ? platform + TimeSpan.FromSeconds(options.BackoffSeconds * jitter) : wait;
    }
}
