using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Activation.Monitoring.Alerts;

/// <summary>What is posted: `{id, kind, rule, subject, instance, at, code, values, link, text}`. Pure.</summary>
internal static class AlertBody
{
    public static byte[] Of(Alert alert)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("id", alert.AlertId);
        json.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(alert.Kind.ToString()));
        json.WriteString("rule", alert.Rule);
        json.WriteString("subject", alert.Subject);
        json.WriteString("instance", alert.Instance);
        json.WriteString("at", alert.At.UtcDateTime);
        if (alert.Code is { Length: > 0 } code)
        {
            json.WriteString("code", code);
        }

        json.WriteStartObject("values");
        foreach (var (name, value) in alert.Values)
        {
            json.WriteNumber(name, value);
        }

        json.WriteEndObject();
        json.WriteString("link", Link(alert));

        // What chat tools show of a posted message.
        json.WriteString("text", Text(alert));
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Where the API has more of it.</summary>
    public static string Link(Alert alert) => alert.Kind switch
    {
        AlertKind.ImportRejected or AlertKind.ImportHeld => $"/api/imports/{alert.Instance}",
        AlertKind.Reconnect => $"/api/destinations/{alert.Subject}",
        AlertKind.RunLate => $"/api/syncs/{alert.Subject}/runs",
        _ => $"/api/runs/{alert.Instance}",
    };

    public static string Text(Alert alert)
    {
        var because = alert.Code is { Length: > 0 } code ? $" ({code})" : "";
        return alert.Kind switch
        {
            AlertKind.RunFailed => $"Run {alert.Instance} of the sync {alert.Subject} failed{because}.",
            AlertKind.RunHeld => $"Run {alert.Instance} of the sync {alert.Subject} is held{because}.",
            AlertKind.RunLate => $"The sync {alert.Subject} has come to no end for {Number(alert, "minutes")} minutes.",
            AlertKind.SkipRate => $"Of the {Number(alert, "received")} members of run {alert.Instance}, {Percent(alert, "share")} were excluded or failed.",
            AlertKind.SizeChanged => $"The audience of the sync {alert.Subject} went from {Number(alert, "before")} to {Number(alert, "after")} members ({Percent(alert, "share")}).",
            AlertKind.ProcessingRefused when alert.Values.GetValueOrDefault("failedCalls") > 0 =>
                $"Of the {Number(alert, "calls")} calls of run {alert.Instance} of the sync {alert.Subject}, the platform took all and then applied nothing of {Number(alert, "failedCalls")}{because}.",
            AlertKind.ProcessingRefused => $"Of the {Number(alert, "rows")} rows that run {alert.Instance} of the sync {alert.Subject} sent, the platform refused {Percent(alert, "share")} after it had taken them{because}.",
            AlertKind.ImportRejected when because.Length > 0 => $"Import {alert.Instance} of the source {alert.Subject} failed{because}.",
            AlertKind.ImportRejected => $"Of the {Number(alert, "rowsRead")} rows of import {alert.Instance}, {Percent(alert, "share")} were rejected.",
            AlertKind.ImportHeld => $"Import {alert.Instance} is held, since it would drop {Number(alert, "wouldDrop")} of {Number(alert, "known")} people, and the source {alert.Subject} waits: approve or discard it.",
            _ => $"The platform refuses the credentials of the destination {alert.Subject}{because}: renew them.",
        };
    }

    private static string Number(Alert alert, string name) => alert.Values.GetValueOrDefault(name).ToString("0.##", CultureInfo.InvariantCulture);

    private static string Percent(Alert alert, string name) => (alert.Values.GetValueOrDefault(name) * 100).ToString("0.##", CultureInfo.InvariantCulture) + " %";
}
