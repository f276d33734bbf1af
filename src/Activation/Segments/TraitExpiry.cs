using Activation.Profiles;

namespace Activation.Segments;

/// <summary>Which values are still there at an instant.</summary>
/// <param name="From">Those that were brought later than this; null: all.</param>
/// <param name="IncludesFrom">Those of this very instant too.</param>
internal readonly record struct TraitExpiry(DateTime? From, bool IncludesFrom)
{
    public bool Keeps(DateTime brought) => From is not { } from || (IncludesFrom ? brought >= from : brought > from);

    /// <remarks>
    /// <see cref="ExpiryMode.AdobeDays"/>: what is brought on day d for n days is gone at the midnight (UTC) that begins day d + n + 1, so that one day lasts 24 + (24 − hour)
    /// hours. At an instant of day e, what was brought on day e − n or later is there.
    /// </remarks>
    public static TraitExpiry At(ValueExpiry expiry, DateTime now)
    {
        var after = RuleDuration.Parse(expiry.After) ?? TimeSpan.MaxValue;
        var adobe = expiry.Mode == ExpiryMode.AdobeDays;
        var from = adobe ? now.Date : now;
        var at = new TraitExpiry(from - DateTime.MinValue > after ? from - after : null, adobe);
        return at.Keeps(RuleInstant.ToMicroseconds(expiry.Since.UtcDateTime)) ? new TraitExpiry(null, adobe) : at;
    }

    /// <exception cref="ProblemException">400 with the field at fault.</exception>
    public static void Check(string? expiresAfter, ExpiryMode? expiry)
    {
        if (expiresAfter is null)
        {
            if (expiry is not null)
            {
                throw ProblemException.Invalid("missingField", "expiresAfter", "expiry says how the time of expiresAfter is counted: give that too.");
            }

            return;
        }

        var after = RuleDuration.Parse(expiresAfter) ?? throw RuleProblem.InvalidDuration("expiresAfter");
        if (expiry == ExpiryMode.AdobeDays && after.Ticks % TimeSpan.TicksPerDay != 0)
        {
            throw ProblemException.Invalid("invalidDuration", "expiresAfter", "With adobeDays expiresAfter is whole days, as in 30d.");
        }
    }
}
