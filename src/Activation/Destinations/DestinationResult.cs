namespace Activation.Destinations;

/// <summary>How a call ended.</summary>
/// <param name="Code">The platform's code (`80003`, `190/463`) or ours (`timeout`, `unreachable`); empty for success.</param>
/// <param name="Message">With a success, what a person should know all the same; else what it means and what to do; our words, never a quotation that could hold an input value.</param>
/// <param name="Wait">The least that the platform asks to wait before the account's next call, if it says; after a success, too.</param>
public sealed record DestinationResult(DestinationOutcome Outcome, string Code = "", string Message = "", TimeSpan? Wait = null)
{
    public static readonly DestinationResult Success = new(DestinationOutcome.Success);
}

public enum DestinationOutcome
{
    /// <summary>Done.</summary>
    Success,

    /// <summary>Not done or not known to be done (timeout, 5xx, lost response): try again with backoff.</summary>
    Retry,

    /// <summary>Refused for now, nothing applied: wait, then try again.</summary>
    Throttled,

    /// <summary>Refused until a person does something (token, terms, permission): to the dead letters at once.</summary>
    Stop,

    /// <summary>The credentials are refused, nothing applied: nothing is sent to the account until somebody renews them.</summary>
    Reconnect,

    /// <summary>What was sent is refused as a whole, nothing applied, and one row may be why: the batch is sent in parts until the row is found.</summary>
    Refused,

    /// <summary>The audience is gone at the platform: forget its id and the ledger, and build it anew.</summary>
    AudienceMissing,
}

public sealed record EnsureAudienceResult(DestinationResult Result, string? AudienceId);

/// <summary>A send's result; on success, which members the platform refused.</summary>
/// <param name="Rejected">
/// At most one a member. A member with several rows may be refused in one of them and taken in the others. Of a remove, only who may be in the audience still: whoever the platform
/// says it does not have is as good as removed.
/// </param>
public sealed record SendResult(DestinationResult Result, IReadOnlyList<RejectedRow> Rejected)
{
    /// <summary>Rows that the platform refused without saying which (it names only a sample).</summary>
    public int UnnamedRejections { get; init; }

    /// <summary>Positions of the rows among which those are, where they were looked for in vain; else empty.</summary>
    public IReadOnlyList<int> Candidates { get; init; } = [];

    /// <summary>By what the platform can be asked later how far it has come (a request's id, a session's); null if it cannot. Never a secret.</summary>
    public string? Receipt { get; init; }

    /// <summary>
    /// What <see cref="IDestination.FinishRunAsync"/> has to know of the call; kept until the run is closed. Null: nothing. What the call delivered counts only once its run is finished.
    /// </summary>
    public string? Record { get; init; }

    public static readonly SendResult Success = new(DestinationResult.Success, []);

    public static SendResult Failure(DestinationResult result) => new(result, []);
}

/// <summary>A row that the platform refused.</summary>
/// <param name="Index">Position in <see cref="DestinationBatch.Rows"/>.</param>
/// <param name="Reason">A code made of the platform's reason, without any value: `emptyExternalId`.</param>
public sealed record RejectedRow(int Index, string Reason)
{
    /// <summary>Code where the platform gives no reason that is known here.</summary>
    public const string ByPlatform = "rejectedByPlatform";

    /// <summary>Code of rows that the platform counts and does not name.</summary>
    public const string WithoutName = "rejectedWithoutName";
}
