using System.Text.Json.Serialization;

namespace Activation.Monitoring.Audit;

/// <summary>
/// One link of the audit log. A change has two: what was about to be done, and what came of it. One without the other was begun by a host that died: whether it took
/// effect is to be seen in the thing itself.
/// </summary>
public sealed record AuditEntry
{
    /// <summary>From 1, without a gap.</summary>
    public required long Number { get; init; }

    /// <summary>Never before the entry's predecessor's.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who: the name of the API's key, `user:{id}` of a platform sign-in, or `local`.</summary>
    public required string By { get; init; }

    public required AuditPhase Phase { get; init; }

    /// <summary>Joins the two entries of a change.</summary>
    public required string Change { get; init; }

    /// <summary>`PUT`, `POST` or `DELETE`.</summary>
    public required string Method { get; init; }

    /// <summary>The call's address: `/api/runs/gold.20261124060000000t/approve`. What is no id in it is left out.</summary>
    public required string Path { get; init; }

    /// <summary>Of an outcome: the HTTP status of the answer; from 400 on, nothing was changed. 500 and above: it is not certain.</summary>
    public int? Status { get; init; }

    /// <summary>Of an outcome that is a refusal: its code.</summary>
    public string? Code { get; init; }

    /// <summary>Keyed digest of the definition before the change; absent if there was none. Equal digests are equal definitions.</summary>
    public string? Before { get; init; }

    /// <summary>The same of the definition after it.</summary>
    public string? After { get; init; }

    /// <summary>Which parts of the definition are other than before: `rule.all[1].value`. Never the values.</summary>
    public IReadOnlyList<string>? Changed { get; init; }

    /// <summary>What else is known of the change, such as the run that it asked for.</summary>
    public IReadOnlyDictionary<string, string>? Details { get; init; }

    /// <summary>The hash of the entry before; 64 zeros for the first.</summary>
    public required string Previous { get; init; }

    /// <summary>SHA-256, in hex, of this entry as compact JSON in the order of these properties, without those that are null and without this one.</summary>
    public string? Hash { get; init; }
}

[JsonConverter(typeof(NamedEnumConverter<AuditPhase>))]
public enum AuditPhase
{
    /// <summary>Written before the change.</summary>
    [JsonStringEnumMemberName("intent")] Intent,

    /// <summary>Written after it.</summary>
    [JsonStringEnumMemberName("outcome")] Outcome,
}
