using System.Text.Json.Serialization;

namespace Activation.Monitoring.Alerts;

/// <summary>Something that somebody is told of, once: `GET /api/alerts`. Kept for 90 days after it ended.</summary>
public sealed record Alert
{
    public required string AlertId { get; init; }

    /// <summary>The rule that it is of.</summary>
    public required string Rule { get; init; }

    public required AlertKind Kind { get; init; }

    /// <summary>Id of the sync, source or destination.</summary>
    public required string Subject { get; init; }

    /// <summary>The run, the import, or since when: another instance is another alert.</summary>
    public required string Instance { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The code of what went wrong, if there is one.</summary>
    public string? Code { get; init; }

    /// <summary>The numbers behind it, such as `share` and `threshold`.</summary>
    public IReadOnlyDictionary<string, double> Values { get; init => field = value ?? field; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>When it was over: a later run or import was as it should be, or the destination is connected again. Null while it is not.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    public AlertDeliveryState Delivery { get; init; }

    /// <summary>Times that it was posted.</summary>
    public int Attempts { get; init; }

    public DateTimeOffset? NextAttemptAt { get; init; }

    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>Why it was not taken the last time: `status500`, `timeout`, `unreachable`, …</summary>
    public string? Error { get; init; }
}

[JsonConverter(typeof(NamedEnumConverter<AlertDeliveryState>))]
public enum AlertDeliveryState
{
    /// <summary>To be posted, or tried again.</summary>
    [JsonStringEnumMemberName("pending")] Pending,

    [JsonStringEnumMemberName("delivered")] Delivered,

    /// <summary>Not taken in the time for which batches are tried, too; or its rule is gone.</summary>
    [JsonStringEnumMemberName("failed")] Failed,
}
