namespace Activation.Profiles;

/// <summary>After how long a value that its source does not bring again is gone.</summary>
/// <param name="After">As written: `12h`, `30d`; whole days with <see cref="ExpiryMode.AdobeDays"/>.</param>
/// <param name="Since">
/// From when on it is known whom the source lists: who was listed before is noted only where something changed, so that every value counts as brought again at this instant.
/// </param>
public sealed record ValueExpiry(string After, ExpiryMode Mode, DateTimeOffset Since)
{
    /// <summary>Of what a source or a trait says from now on; null if it says nothing.</summary>
    public static ValueExpiry? Of(string? after, ExpiryMode? mode, DateTimeOffset now) => after is null ? null : new ValueExpiry(after, mode ?? ExpiryMode.Exact, now);

    /// <summary>What is said instead of something: a longer or shorter time does not begin anew.</summary>
    internal static ValueExpiry? Replace(ValueExpiry? said, ValueExpiry? now) => said is null || now is null ? now : now with { Since = said.Since };
}
