using System.Net;

namespace Activation.Local;

/// <summary>How the local host is started.</summary>
public sealed record LocalOptions
{
    public const string DevelopmentStorage = "UseDevelopmentStorage=true";

    /// <summary>The API's port; 0 takes a free one.</summary>
    public int Port { get; init; } = 7071;

    /// <summary>The address the API listens on. Beyond loopback, the setting `Activation:Api:Key` is needed.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The sandbox ad platform's port; 0 takes a free one.</summary>
    public int SandboxPort { get; init; } = 7072;

    /// <summary>Connection string of the storage account. Azurite is started for loopback endpoints at which nothing answers.</summary>
    public string Storage { get; init; } = DevelopmentStorage;

    /// <summary>Everything that is kept on this machine: Azurite and its data, the deployment key, secrets, the sandbox's state.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Load the demo if the store is empty.</summary>
    public bool Demo { get; init; } = true;

    /// <summary>When the tick comes: cron of five fields, or six with seconds first.</summary>
    public string Schedule { get; init; } = "0 * * * *";

    /// <summary>Settings that go before all others, such as `Activation:Storage:LeaseSeconds`.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>False: nothing is written to the console.</summary>
    public bool LogToConsole { get; init; } = true;
}
