namespace Activation.Sync;

/// <summary>One segment kept in step with one audience at one destination: `PUT /api/syncs/{id}`.</summary>
public sealed record SyncDefinition
{
    public required string Segment { get; init; }

    public required string Destination { get; init; }

    /// <summary>The audience's name at the platform; the segment's name if null.</summary>
    public string? AudienceName { get; init; }

    /// <summary>Identifier names to send; empty means all that the destination accepts.</summary>
    // Generated JSON readers set an absent init-only property to null.
    public IReadOnlyList<string> Identifiers { get; init => field = value ?? []; } = [];

    /// <summary>Cron; null means at every tick of the host's schedule.</summary>
    public string? Schedule { get; init; }

    /// <summary>Members needed before the first activation; 0 or null switches the gate off.</summary>
    public int? MinimumSize { get; init; }

    /// <summary>A run that would remove a larger share of an audience of over 100 is held; 0.3 if null.</summary>
    public double? MaxRemoveShare { get; init; }

    public string? ValueTrait { get; init; }

    public DateTimeOffset? StartsAt { get; init; }

    public DateTimeOffset? EndsAt { get; init; }

    public bool Paused { get; init; }
}
