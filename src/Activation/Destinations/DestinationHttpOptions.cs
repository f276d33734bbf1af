using System.ComponentModel.DataAnnotations;

namespace Activation.Destinations;

/// <summary>Settings under `Activation:Delivery` that concern calls to destinations.</summary>
public sealed class DestinationHttpOptions
{
    public const string Section = "Activation:Delivery";

    /// <summary>How long one call may take, 1 to 40 seconds, and at most two thirds of `Activation:Storage:LeaseSeconds`.</summary>
    [Range(1, 40)]
    public int HttpTimeoutSeconds { get; set; } = 30;

    /// <summary>
    /// Hosts that destinations and alerts may lead to although their addresses are not public: names, addresses and CIDR blocks between commas (`hooks.corp.example, 10.1.0.0/16`);
    /// `*` allows every host.
    /// </summary>
    public string AllowedHosts { get; set; } = "";

    internal const string UnreadableHosts = $"{Section}:AllowedHosts holds host names, addresses and CIDR blocks (10.1.0.0/16) between commas, or * for every host.";

    internal const string TooLong =
        $"{Section}:HttpTimeoutSeconds must be at most two thirds of Activation:Storage:LeaseSeconds: a call must end before the lease that it is made under can pass to another host.";

    /// <summary>As checked at start.</summary>
    internal Outgoing.AllowedHosts Hosts => Outgoing.AllowedHosts.TryParse(AllowedHosts, out var hosts) ? hosts : throw new FormatException(UnreadableHosts);

    /// <summary>Whether a call ends before a lease that can no longer be renewed is given up.</summary>
    internal bool FitsInto(int leaseSeconds) => HttpTimeoutSeconds * 3 <= leaseSeconds * 2;
}
