using Activation.Governance.Consents;

namespace Activation.Sync;

/// <summary>One segment kept in step with one audience at one destination: `PUT /api/syncs/{id}`.</summary>
public sealed record SyncDefinition
{
    public required string Segment { get; init; }

    public required string Destination { get; init; }

    /// <summary>The audience's name at the platform; the segment's name if null.</summary>
    public string? AudienceName { get; init; }

    /// <summary>Identifier names to send, in this order; empty means all that the destination accepts, in its order.</summary>
    // Generated JSON readers set an absent init-only property to null.
    public IReadOnlyList<string> Identifiers { get; init => field = value ?? []; } = [];

    /// <summary>Cron in <see cref="TimeZone"/>; null means at every tick of the host's schedule, or only after imports where <see cref="AfterImport"/> is set.</summary>
    public string? Schedule { get; init; }

    /// <summary>IANA name, such as `Europe/Berlin`, of the zone of <see cref="Schedule"/> and of days; UTC if null.</summary>
    public string? TimeZone { get; init; }

    /// <summary>A run follows each import.</summary>
    public bool AfterImport { get; init; }

    /// <summary>After so many days everything is sent again, against drift at the platform; null: never.</summary>
    public int? FullEveryDays { get; init; }

    /// <summary>Members needed before the first activation; the platform's minimum if null, 0 for none.</summary>
    public int? MinimumSize { get; init; }

    /// <summary>A run that would remove a larger share of an audience of over 100, or would empty any, is held; 0.3 if null, never at 1.</summary>
    public double? MaxRemoveShare { get; init; }

    /// <summary>A trait, imported or computed, whose type is number: what each member is worth, for a value-based audience. Missing and negative values count as 0.</summary>
    public string? ValueTrait { get; init; }

    /// <summary>Traits, imported or computed, that are sent along with each member, where the destination takes any.</summary>
    public IReadOnlyList<string> Traits { get; init => field = value ?? []; } = [];

    /// <summary>A member whose value or traits have changed is sent again; true if null.</summary>
    public bool? ResendOnChange { get; init; }

    /// <summary>Purposes to all of which a person must have consented to be sent, beside those that the destination asks.</summary>
    // Generated JSON readers set an absent init-only property to null.
    public IReadOnlyList<string> Consent { get; init => field = value ?? []; } = [];

    /// <summary>Of whom <see cref="Consent"/> is demanded.</summary>
    public ConsentScope ConsentScope { get; init; }

    /// <summary>The first day or instant; before it nothing is sent, and an audience that is there is left as it is.</summary>
    public SyncDate? StartsAt { get; init; }

    /// <summary>The last day or instant, included.</summary>
    public SyncDate? EndsAt { get; init; }

    public AtEnd AtEnd { get; init; }

    /// <summary>The audience is left as it is; resuming sends what has changed meanwhile.</summary>
    public bool Paused { get; init; }
}
