namespace Activation.Local;

/// <summary>The settings that the local host gives the product; the environment's and the caller's go before them.</summary>
internal static class LocalSettings
{
    public static IEnumerable<KeyValuePair<string, string?>> Of(DataFolder data, StorageAccount account) => new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["Activation:Storage:ConnectionString"] = account.ConnectionString,
        ["Activation:Storage:ScratchFolder"] = data.Scratch,

        // One machine: a host that was killed is back at once, and should not wait a minute for its own leases.
        ["Activation:Storage:LeaseSeconds"] = "15",
        ["Activation:Delivery:HttpTimeoutSeconds"] = "10",

        // The sandbox platform, and receivers that somebody tries things with.
        ["Activation:Delivery:AllowedHosts"] = "127.0.0.0/8, ::1",
        ["Activation:DeploymentKey"] = data.DeploymentKey(),
        ["Activation:Secrets:File"] = data.Secrets,
    };
}
