namespace Activation.Destinations;

/// <summary>The audience as it should be.</summary>
/// <param name="Marker">Stands in the description of every audience of ours: `[activation:{sync}]`.</param>
/// <param name="KnownId">The audience's id from an earlier run; null for the first.</param>
public sealed record AudienceSpec(SyncId Sync, string Name, string Description, string Marker, string? KnownId)
{
    /// <summary>What stands at the platform: with the marker, by which the audience is found again.</summary>
    public string MarkedDescription => Description.Contains(Marker, StringComparison.Ordinal) ? Description : $"{Description} {Marker}".Trim();

    /// <summary>Its members have values.</summary>
    public bool HasValues { get; init; }
}
