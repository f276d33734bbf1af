using Activation.Monitoring.Alerts;

namespace Activation.Api.Alerts;

/// <summary>A rule as it is put: the rule and, write-only, its secret.</summary>
internal sealed record AlertRuleRequest
{
    public required AlertKind Kind { get; init; }

    public string? Subject { get; init; }

    public double? Threshold { get; init; }

    public required string Url { get; init; }

    /// <summary>What alerts are signed with, 8 to 1,000 characters. Absent: what is stored stays.</summary>
    public string? Secret { get; init; }

    public bool Paused { get; init; }

    public AlertRule ToRule() => new() { Kind = Kind, Subject = Subject, Threshold = Threshold, Url = Url, Paused = Paused };
}
