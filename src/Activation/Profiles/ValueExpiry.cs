namespace Activation.Profiles;

/// <summary>After how long a value that its source does not bring again is gone.</summary>
/// <param name="After">As written: `12h`, `30d`; whole days with <see cref="ExpiryMode.AdobeDays"/>.</param>
public sealed record ValueExpiry(string After, ExpiryMode Mode)
{
    /// <summary>Of what a source or a trait says; null if it says nothing.</summary>
    public static ValueExpiry? Of(string? after, ExpiryMode? mode) => after is null ? null : new ValueExpiry(after, mode ?? ExpiryMode.Exact);
}
