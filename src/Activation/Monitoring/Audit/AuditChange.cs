namespace Activation.Monitoring.Audit;

/// <summary>A change that is about to be made.</summary>
/// <param name="Id">Made for it; joins its intent and its outcome.</param>
/// <param name="Before">See <see cref="AuditEntry.Before"/>.</param>
public sealed record AuditChange(string Id, string By, string Method, string Path, string? Before);

/// <summary>What came of it; see <see cref="AuditEntry"/>.</summary>
public sealed record AuditOutcome(int Status, string? Code, string? After, IReadOnlyList<string>? Changed, IReadOnlyDictionary<string, string>? Details);
