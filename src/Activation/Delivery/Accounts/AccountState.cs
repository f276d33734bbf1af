namespace Activation.Delivery.Accounts;

/// <summary>What all hosts know of a destination account: its tokens, and what its platform last had to say. A row of the table `AccountStates`; whether its credentials are refused stands in a row of the destination's own.</summary>
internal sealed record AccountState
{
    /// <summary>Calls that may be made at once, as of <see cref="RefilledAt"/>; null before the first.</summary>
    public double? Tokens { get; init; }

    public DateTimeOffset? RefilledAt { get; init; }

    /// <summary>The turn that was promised last to a call that found no token.</summary>
    public DateTimeOffset? NextTurnAt { get; init; }

    /// <summary>Syncs that found no slot, see <see cref="AccountTurns"/>.</summary>
    public IReadOnlyList<WaitingSync> Waiting { get; init => field = value ?? field; } = [];

    /// <summary>No call before this.</summary>
    public DateTimeOffset? BlockedUntil { get; init; }

    /// <summary>Throttled answers in a row.</summary>
    public int Throttles { get; init; }

    /// <summary>Failed calls in a row, over all batches, runs and syncs of the account.</summary>
    public int Failures { get; init; }

    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>One call is under way to see whether a failing account works again; it ends the block if it does.</summary>
    public bool Probing { get; init; }

    /// <summary>The platform refuses the credentials, since then: nothing is sent until somebody renews them.</summary>
    public DateTimeOffset? DisconnectedSince { get; init; }

    /// <summary>When the credentials of a disconnected account were last tried.</summary>
    public DateTimeOffset? CheckedAt { get; init; }

    /// <summary>When a new refresh token was last put among the secrets, or could not be.</summary>
    public DateTimeOffset? RefreshTokenAt { get; init; }

    /// <summary>It could not be: the old one ends in time, and the credentials with it.</summary>
    public bool IsRefreshTokenLost { get; init; }

    /// <summary>Of the last failure, throttle or refusal; null if the last answer was none.</summary>
    public string? Code { get; init; }

    public string? Message { get; init; }
}
