using System.ComponentModel.DataAnnotations;

namespace Activation.Local.Queues;

/// <summary>Settings under `Activation:Local` (environment: `Activation__Local__…`).</summary>
public sealed class PumpOptions
{
    public const string Section = "Activation:Local";

    /// <summary>How long a message stays with a host that died, 1 to 600. Renewed while it is being handled.</summary>
    [Range(1, 600)]
    public int VisibilitySeconds { get; set; } = 30;

    /// <summary>Times that a message is tried before it goes to the poison queue.</summary>
    [Range(1, 100)]
    public int MaxDequeues { get; set; } = 5;

    /// <summary>How often dropped files that were missed are looked for, 1 to 3600.</summary>
    [Range(1, 3600)]
    public int SweepSeconds { get; set; } = 60;
}
