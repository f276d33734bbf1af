using System.ComponentModel.DataAnnotations;

namespace Activation.Destinations;

/// <summary>Settings under `Activation:Delivery` that concern calls to destinations.</summary>
public sealed class DestinationHttpOptions
{
    public const string Section = "Activation:Delivery";

    /// <summary>How long one call may take, 1 to 50 seconds: shorter than any lease that is held over it.</summary>
    [Range(1, 50)]
    public int HttpTimeoutSeconds { get; set; } = 30;
}
