using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.RegularExpressions;

namespace Activation.Destinations.Outgoing;

/// <summary>The hosts that may be called although their addresses are not public: names, addresses and CIDR blocks between commas; `*` allows every host.</summary>
internal sealed partial class AllowedHosts
{
    private readonly HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<IPNetwork> networks = [];
    private bool all;

    private AllowedHosts()
    {
    }

    public static bool TryParse(string text, [NotNullWhen(true)] out AllowedHosts? hosts)
    {
        hosts = new AllowedHosts();
        foreach (var entry in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!hosts.TryAdd(entry))
            {
                hosts = null;
                return false;
            }
        }

        return true;
    }

    /// <summary>Whatever its addresses are.</summary>
    public bool Allows(string host) => all || names.Contains(host.TrimEnd('.'));

    public bool Allows(IPAddress address) => PublicAddresses.Contains(address) || networks.Exists(n => n.Contains(address));

    private bool TryAdd(string entry)
    {
        if (entry == "*")
        {
            all = true;
        }
        else if (IPNetwork.TryParse(entry, out var network))
        {
            networks.Add(network);
        }
        else if (IPAddress.TryParse(entry, out var address))
        {
            networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
        }
        else if (Name().IsMatch(entry))
        {
            names.Add(entry.TrimEnd('.'));
        }
        else
        {
            return false;
        }

        return true;
    }

    [GeneratedRegex("^[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*\\.?\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
