namespace Activation.Profiles;

/// <summary>
/// Consent is kept as boolean traits of reserved names, `consent:{purpose}`: true is granted, false denied, absent unknown. Only a mapping to `consent:{purpose}` and a
/// source's consent defaults make them.
/// </summary>
public static class ConsentTraits
{
    private const string Prefix = "consent:";

    /// <summary>The instant at which consent by a source's default counts as observed: before anything that a person said, so that every statement outranks it.</summary>
    private static readonly DateTimeOffset DefaultGrantedAt = DateTimeOffset.UnixEpoch;

    /// <summary>Of two sources' defaults the one that denies holds.</summary>
    private static readonly DateTimeOffset DefaultDeniedAt = DateTimeOffset.UnixEpoch.AddMilliseconds(1);

    public static string NameOf(string purpose) => Prefix + purpose;

    /// <summary>Whether a trait's name is reserved for consent.</summary>
    public static bool IsConsent(string trait) => trait.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    /// <param name="trait">A reserved name.</param>
    public static string PurposeOf(string trait) => trait[Prefix.Length..];

    /// <summary>When the statement behind a value was observed; null if it is there by a source's default.</summary>
    public static DateTimeOffset? StatedAt(SnapshotRow row, int ordinal) =>
        !row.ObservedTimes.TryGetValue(ordinal, out var at) ? row.ObservedAt : IsDefaultTime(at) ? null : at;

    internal static DateTimeOffset DefaultTime(bool granted) => granted ? DefaultGrantedAt : DefaultDeniedAt;

    internal static bool IsDefaultTime(DateTimeOffset observedAt) => observedAt <= DefaultDeniedAt;
}
