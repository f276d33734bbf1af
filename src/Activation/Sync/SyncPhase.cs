namespace Activation.Sync;

/// <summary>What a sync does at an instant.</summary>
internal enum SyncPhase
{
    /// <summary>The audience is kept in step.</summary>
    Running,

    /// <summary>Paused, not started, or frozen at its end: the audience is left as it is, but for people who must leave.</summary>
    Still,

    /// <summary>Its time is over: the audience is emptied, also of a sync that is paused.</summary>
    Ended,
}
