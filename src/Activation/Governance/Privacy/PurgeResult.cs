namespace Activation.Governance.Privacy;

/// <summary>What became of people's data in a store.</summary>
/// <param name="Found">There was some, and it is gone.</param>
/// <param name="Message">What it waits for, or what is left and why.</param>
internal sealed record PurgeResult(PrivacyStatus Status, bool Found = false, string? Message = null)
{
    public static readonly PurgeResult Clean = new(PrivacyStatus.Finished);

    public static readonly PurgeResult Purged = new(PrivacyStatus.Finished, Found: true);

    public static PurgeResult Of(bool found) => found ? Purged : Clean;

    /// <param name="waits">What the rest waits for; null where nothing is left.</param>
    public static PurgeResult Of(bool found, string? waits) => waits is null ? Of(found) : Waits(waits) with { Found = found };

    public static PurgeResult Waits(string message) => new(PrivacyStatus.Running, Message: message);

    /// <summary>When what is left can go; null where that is not known.</summary>
    public DateTimeOffset? Until { get; init; }
}
