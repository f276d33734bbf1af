namespace Activation.Api.Syncs;

/// <summary>Which dead-lettered batches to replay; all if neither is given.</summary>
internal sealed record ReplayRequest
{
    public static readonly ReplayRequest All = new();

    public string? Sync { get; init; }

    public string? Destination { get; init; }
}
