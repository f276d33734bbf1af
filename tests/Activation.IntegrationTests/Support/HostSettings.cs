namespace Activation.IntegrationTests.Support;

/// <summary>How a test runs the local host. Waits are short so that a test of recovery lasts seconds.</summary>
public sealed record HostSettings
{
    /// <summary>Never comes by itself: tests ask for runs.</summary>
    public const string NeverSchedule = "0 0 0 29 2 *";

    public required string Storage { get; init; }

    /// <summary>Folder of the host's own files; must exist.</summary>
    public required string DataFolder { get; init; }

    /// <summary>A free one if null.</summary>
    public int? Port { get; init; }

    public bool Demo { get; init; }

    public string Schedule { get; init; } = NeverSchedule;

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Activation__Storage__LeaseSeconds"] = "15",
        ["Activation__Delivery__HttpTimeoutSeconds"] = "5",
        ["Activation__Delivery__BackoffSeconds"] = "0.2",
        ["Activation__Delivery__MaxBackoffSeconds"] = "1",
        ["Activation__Local__VisibilitySeconds"] = "6",

        // A host that lives for seconds does not earn back what watching its code for optimization costs.
        ["DOTNET_TieredPGO"] = "0",
    };
}
