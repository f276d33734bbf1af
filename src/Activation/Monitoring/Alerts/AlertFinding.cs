namespace Activation.Monitoring.Alerts;

/// <summary>Something that happened to a subject and that rules of its kind may be for.</summary>
/// <param name="Measure">What a rule's threshold is compared with; null: kinds that have none.</param>
/// <param name="IsBad">Whether it is reason to tell somebody, before the threshold; if not, earlier alerts of the kind are over.</param>
internal sealed record AlertFinding(
    AlertKind Kind, string Subject, string Instance, DateTimeOffset At, bool IsBad, double? Measure = null, string? Code = null, IReadOnlyDictionary<string, double>? Values = null)
{
    public bool Fires(AlertRule rule) =>
        rule.Kind == Kind && !rule.Paused && (rule.Subject is null || rule.Subject == Subject) && At >= rule.Since && IsReason(rule.Threshold);

    /// <summary>Whether it is reason to tell somebody, whoever asks.</summary>
    public bool IsReason(double? threshold) =>
        IsBad && (Measure is not { } measure || measure > (threshold ?? (Kind == AlertKind.RunLate ? AlertRules.DefaultLateMinutes : 0)));
}
