using System.ComponentModel.DataAnnotations;

namespace Activation.Delivery;

/// <summary>Settings under `Activation:Delivery`. The HTTP timeout stands beside them, see <see cref="Destinations"/>.</summary>
public sealed class DeliveryOptions
{
    public const string Section = "Activation:Delivery";

    /// <summary>Wait before the second attempt; doubles with each further one.</summary>
    [Range(0.05, 600)]
    public double BackoffSeconds { get; set; } = 5;

    /// <summary>The longest wait between attempts, unless the platform asks for more.</summary>
    [Range(0.05, 86_400)]
    public double MaxBackoffSeconds { get; set; } = 900;

    /// <summary>A batch that could not be delivered for so long goes to the dead letters.</summary>
    [Range(0.01, 168)]
    public double GiveUpHours { get; set; } = 24;

    /// <summary>How long one message may look for the rows for which a batch is refused, before it lets others go first; one call at least.</summary>
    [Range(0, 600)]
    public double SplitSeconds { get; set; } = 60;

    /// <summary>How long runs are kept, with their batches and dead letters: a week at least, within which those after them look back at them.</summary>
    [Range(7, 36_500)]
    public int RunDays { get; set; } = 90;
}
