using System.Text.Json.Serialization;

namespace Activation.Governance.Privacy;

/// <summary>A privacy request and its receipts: `GET /api/privacy/requests/{id}`. Holds numbers and times, nobody's identifiers.</summary>
public sealed record PrivacyRequest
{
    public required string RequestId { get; init; }

    public required PrivacyRequestType Type { get; init; }

    public required PrivacyStatus Status { get; init; }

    /// <summary>Of a deletion: whether what later files bring of the person is refused, so that they do not come back.</summary>
    public bool Suppress { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the last destination confirmed and the last file that held the person was gone; null while something is left to do.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How many were given.</summary>
    public required int Identifiers { get; init; }

    /// <summary>How many of them could not be used.</summary>
    public int InvalidIdentifiers { get; init; }

    /// <summary>Which and why: the first hundred.</summary>
    public IReadOnlyList<InvalidIdentifier> Invalid { get; init => field = value ?? []; } = [];

    /// <summary>People who were found so far, under every id that they have had.</summary>
    public int People { get; init; }

    /// <summary>One for each destination, or sync where its destination is not known any more.</summary>
    public IReadOnlyList<DestinationReceipt> Destinations { get; init => field = value ?? []; } = [];

    /// <summary>Of a deletion: one for each place here that held people's data.</summary>
    public IReadOnlyList<StoreReceipt> Stores { get; init => field = value ?? []; } = [];
}

/// <param name="Index">Its place among the given ones, from 0.</param>
/// <param name="Identifier">The identifier's name.</param>
public sealed record InvalidIdentifier(int Index, string Identifier, string Code, string Message);

/// <param name="Destination">The destination's id.</param>
/// <param name="People">How many of the request's people it had.</param>
/// <param name="ConfirmedAt">When it had confirmed that none of them is in any audience.</param>
/// <param name="Erased">Whether the platform was also told to take them out of all of the account's audiences; null where it does not offer that.</param>
/// <param name="Message">What it waits for, or why it failed.</param>
public sealed record DestinationReceipt(string Destination, PrivacyStatus Status, int People, DateTimeOffset? ConfirmedAt = null, bool? Erased = null, string? Code = null, string? Message = null);

/// <param name="Store">`profiles`, `aliases`, `snapshot`, `ledger`, `batches`, `runs`, `exports`, `retiredFiles` or `rawFiles`.</param>
/// <param name="At">When nothing of the people was left there.</param>
public sealed record StoreReceipt(string Store, PrivacyStatus Status, DateTimeOffset? At = null, string? Message = null);

[JsonConverter(typeof(NamedEnumConverter<PrivacyRequestType>))]
public enum PrivacyRequestType
{
    /// <summary>Out of every destination and of everything stored; nothing of them is taken any more, unless asked otherwise.</summary>
    [JsonStringEnumMemberName("delete")] Delete,

    /// <summary>Out of every destination; what is stored stays, nothing more is taken.</summary>
    [JsonStringEnumMemberName("suppress")] Suppress,

    /// <summary>Ends a suppression: the next import takes them again, and the next run sends them.</summary>
    [JsonStringEnumMemberName("unsuppress")] Unsuppress,
}

/// <summary>The names are those of Segment's deletion and suppression requests.</summary>
[JsonConverter(typeof(NamedEnumConverter<PrivacyStatus>))]
public enum PrivacyStatus
{
    /// <summary>Taken, nothing done yet.</summary>
    [JsonStringEnumMemberName("INITIALIZED")] Initialized,

    [JsonStringEnumMemberName("RUNNING")] Running,

    [JsonStringEnumMemberName("FINISHED")] Finished,

    /// <summary>Done but for the receipts that say otherwise.</summary>
    [JsonStringEnumMemberName("PARTIAL_SUCCESS")] PartialSuccess,

    [JsonStringEnumMemberName("FAILED")] Failed,

    /// <summary>None of the identifiers could be used.</summary>
    [JsonStringEnumMemberName("INVALID")] Invalid,

    /// <summary>What is there cannot be searched or deleted from here.</summary>
    [JsonStringEnumMemberName("NOT_SUPPORTED")] NotSupported,
}
