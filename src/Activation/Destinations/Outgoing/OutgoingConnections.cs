using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Activation.Destinations.Outgoing;

/// <summary>
/// Connects to what users name as destinations. A host's addresses are looked at in the moment in which it is connected to, and only those that may be are: a name that
/// resolves to something else the next time gains nothing by it.
/// </summary>
internal sealed class OutgoingConnections(IOptions<DestinationHttpOptions> options)
{
    private readonly AllowedHosts allowed = options.Value.Hosts;

    /// <exception cref="RefusedAddressException">None of the host's addresses may be connected to.</exception>
    /// <exception cref="SocketException">The host is not known, or cannot be reached.</exception>
    public async ValueTask<Stream> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var addresses = await ResolveAsync(host, cancellationToken);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The addresses of a host that may be connected to; at least one.</summary>
    /// <inheritdoc cref="ConnectAsync" path="/exception"/>
    public async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellationToken);
        var usable = allowed.Allows(host) ? addresses : Array.FindAll(addresses, allowed.Allows);
        return usable.Length > 0 ? usable
            : addresses.Length > 0 ? throw new RefusedAddressException()
            : throw new SocketException((int)SocketError.HostNotFound);
    }
}
