namespace Activation.Sync.Ledger;

/// <summary>What is known of a row that was, or may have been, sent. The numbers are stored.</summary>
public enum LedgerState : byte
{
    /// <summary>The destination confirmed that the row is in.</summary>
    Confirmed = 0,

    /// <summary>An add or a remove was planned and its outcome is not confirmed: removed if unwanted, sent again if wanted.</summary>
    Maybe = 1,

    /// <summary>In the audience until a remove that shares a key with it takes it along; to be sent again after the removes.</summary>
    Resend = 2,

    /// <summary>
    /// The destination refused the row: it is not sent again before it changes or a full run is asked for. A member with several values may have
    /// been taken with some of them, so it is still removed when it is no longer wanted.
    /// </summary>
    Rejected = 3,

    /// <summary>
    /// No longer wanted, but members who stay hold all of its keys, so there is nothing to name in a remove yet. Kept because it links
    /// those members: once one of its keys is free, that key is removed and the others are sent again. Goes once a single row that
    /// stays covers all of its keys.
    /// </summary>
    Shadow = 4,

    /// <summary>Not in the ledger any more: a change row that hides older ones.</summary>
    Gone = 9,
}
