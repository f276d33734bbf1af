using System.Text.Json.Serialization;

namespace Activation.Governance.Privacy;

/// <summary>A request as it is stored: what the API answers, and how far the work is.</summary>
internal sealed record PrivacyEntry
{
    public required PrivacyRequest Request { get; init; }

    /// <summary>When the suppression stood: imports that began before may have taken rows since.</summary>
    public DateTimeOffset? BegunAt { get; init; }

    /// <summary>Everybody is found, also whom earlier imports brought.</summary>
    public bool AllFound { get; init; }

    /// <summary>When the profiles were deleted for the first time: imports that began before may write some of them again.</summary>
    public DateTimeOffset? PurgedAt { get; init; }

    /// <summary>When the last file was replaced.</summary>
    public DateTimeOffset? RewrittenAt { get; init; }

    /// <summary>When it was last asked to go on by hand.</summary>
    public DateTimeOffset? RetriedAt { get; init; }

    /// <summary>When it is looked at again; a message for it is on its way.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>The newest run by sync that was asked to take the people out.</summary>
    public IReadOnlyDictionary<string, string> Runs { get; init => field = value ?? field; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The privacy batch is still there: people stay out of plans, and a request that has failed can be carried on.</summary>
    public bool HoldsPeople { get; init; }

    [JsonIgnore]
    public bool IsOpen => Request.EndedAt is null;

    /// <summary>Beside the document, for queries.</summary>
    [JsonIgnore]
    public string State => IsOpen ? PrivacyStore.Open : HoldsPeople ? PrivacyStore.Kept : PrivacyStore.Ended;
}
