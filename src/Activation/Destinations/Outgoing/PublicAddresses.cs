using System.Net;
using System.Net.Sockets;

namespace Activation.Destinations.Outgoing;

/// <summary>
/// Tells addresses of the public internet from those of this machine, its network and its cloud (private, loopback, link-local, shared, multicast, and those
/// through which another one is reached: mapped, translated, tunnelled).
/// </summary>
/// <remarks>
/// https://www.iana.org/assignments/iana-ipv4-special-registry and https://www.iana.org/assignments/iana-ipv6-special-registry. Metadata services are at
/// link-local, shared or unique local addresses; only Azure's platform is at one that looks public:
/// https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
/// </remarks>
internal static class PublicAddresses
{
    private static readonly IPNetwork[] NotPublic4 = Parse(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32");

    /// <summary>All that is assigned as global unicast; mapped addresses, NAT64, unique and link-local ones and multicast are outside.</summary>
    private static readonly IPNetwork Global6 = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] NotPublic6 = Parse("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    public static bool Contains(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork
        ? !NotPublic4.Any(n => n.Contains(address))
        : !address.IsIPv4MappedToIPv6 && Global6.Contains(address) && !NotPublic6.Any(n => n.Contains(address));

    private static IPNetwork[] Parse(params string[] networks) => Array.ConvertAll(networks, IPNetwork.Parse);
}
