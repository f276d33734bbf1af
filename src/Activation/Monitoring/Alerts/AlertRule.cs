namespace Activation.Monitoring.Alerts;

/// <summary>When somebody is told, and where: `PUT /api/alerts/rules/{id}`. It looks at what happens after it was saved.</summary>
public sealed record AlertRule
{
    public required AlertKind Kind { get; init; }

    /// <summary>Id of the one sync (of `importRejected` and `importHeld` the source, of `reconnect` the destination) that it is for; null: for all.</summary>
    public string? Subject { get; init; }

    /// <summary>A share such as 0.1 for `skipRate`, `sizeChanged`, `processingRefused` and `importRejected`, which need one; minutes for `runLate`, 150 if null; none for the others.</summary>
    public double? Threshold { get; init; }

    /// <summary>Where alerts are posted: an https:// address.</summary>
    public required string Url { get; init; }

    /// <summary>True: nothing is sent until it is false again.</summary>
    public bool Paused { get; init; }

    /// <summary>Since when it holds as it is; set by the app.</summary>
    public DateTimeOffset? Since { get; init; }
}
