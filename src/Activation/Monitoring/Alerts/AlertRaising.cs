using System.Security.Cryptography;
using System.Text;
using Activation.Storage;
using Microsoft.Extensions.Logging;

namespace Activation.Monitoring.Alerts;

/// <summary>
/// Makes alerts of what is found, each once: its id is made of the rule and the instance, so whoever finds the same again, also after a crash, finds it there. What is added is
/// in the outbox; the message only makes haste.
/// </summary>
internal sealed class AlertRaising(AlertRules rules, AlertStore alerts, IMessageQueue queue, TimeProvider time, ILogger<AlertRaising> logger)
{
    private const string Threshold = "threshold";

    public async Task RaiseAsync(IReadOnlyList<AlertFinding> findings, CancellationToken cancellationToken)
    {
        if (findings.Count > 0 && await rules.ListAsync(cancellationToken) is { Count: > 0 } all)
        {
            await RaiseAsync(all, findings, new HashSet<string>(StringComparer.Ordinal), cancellationToken);
        }
    }

    /// <param name="known">Ids of alerts that are there, as far as they are known.</param>
    public async Task RaiseAsync(
        IReadOnlyList<KeyValuePair<string, AlertRule>> all, IReadOnlyList<AlertFinding> findings, IReadOnlySet<string> known, CancellationToken cancellationToken)
    {
        foreach (var finding in findings)
        {
            foreach (var (id, rule) in all.Where(r => finding.Fires(r.Value) && !known.Contains(IdOf(r.Key, finding))))
            {
                await AddAsync(id, rule, finding, cancellationToken);
            }
        }

        await ResolveAsync(all, findings, cancellationToken);
    }

    /// <summary>Ends earlier alerts of the subject that the latest finding of their kind is no more reason for, whether or not their rule tells of further ones.</summary>
    private async Task ResolveAsync(IReadOnlyList<KeyValuePair<string, AlertRule>> all, IReadOnlyList<AlertFinding> findings, CancellationToken cancellationToken)
    {
        foreach (var alert in (await alerts.ListUnfinishedAsync(cancellationToken)).Where(a => a.ResolvedAt is null))
        {
            var latest = findings.Where(f => f.Kind == alert.Kind && f.Subject == alert.Subject && f.Instance != alert.Instance && f.At >= alert.At).MaxBy(f => f.At);
            if (latest?.IsReason(ThresholdOf(alert, all)) == false)
            {
                await EndAsync(alert, latest.At, cancellationToken);
            }
        }
    }

    /// <summary>Of its rule; where that is gone or for something else now, the one that was exceeded.</summary>
    private static double? ThresholdOf(Alert alert, IReadOnlyList<KeyValuePair<string, AlertRule>> all) =>
        all.FirstOrDefault(r => r.Key == alert.Rule).Value is { } rule && rule.Kind == alert.Kind ? rule.Threshold
            : alert.Values.TryGetValue(Threshold, out var exceeded) ? exceeded
            : null;

    /// <summary>Whatever it was for is over.</summary>
    public async Task EndAsync(Alert alert, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await alerts.UpdateAsync(alert.AlertId, a => a.ResolvedAt is null ? a with { ResolvedAt = at } : null, cancellationToken);
        MonitoringLog.Resolved(logger, alert.AlertId, alert.Kind, alert.Subject);
    }

    private async Task AddAsync(string rule, AlertRule definition, AlertFinding finding, CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, double>(finding.Values ?? new Dictionary<string, double>(StringComparer.Ordinal), StringComparer.Ordinal);
        if (finding.Measure is not null)
        {
            values[Threshold] = definition.Threshold ?? AlertRules.DefaultLateMinutes;
        }

        var alert = new Alert
        {
            AlertId = IdOf(rule, finding),
            Rule = rule,
            Kind = finding.Kind,
            Subject = finding.Subject,
            Instance = finding.Instance,
            At = finding.At,
            Code = finding.Code,
            Values = values,
            NextAttemptAt = time.GetUtcNow(),
        };
        if (await alerts.TryAddAsync(alert, cancellationToken))
        {
            MonitoringLog.Raised(logger, alert.AlertId, alert.Kind, alert.Subject);
            await queue.SendAlertAsync(alert.AlertId, "new", TimeSpan.Zero, cancellationToken);
        }
    }

    private static string IdOf(string rule, AlertFinding finding) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{rule}\n{finding.Kind}\n{finding.Subject}\n{finding.Instance}")))[..32];
}
