namespace Activation.Sync;

/// <summary>What is known of a sync's audience.</summary>
public sealed record SyncState
{
    /// <summary>The audience's id at the platform; null before the first run.</summary>
    public string? AudienceId { get; init; }

    /// <summary>The name that the audience has there.</summary>
    public string? AudienceName { get; init; }

    /// <summary>Member rows confirmed in the audience at the end of the last run.</summary>
    public long Size { get; init; }

    /// <summary>Begun deletion: `empty` or `keep`; null otherwise.</summary>
    public string? Deleting { get; init; }
}
