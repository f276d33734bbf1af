using System.Net;
using System.Net.Sockets;

namespace Activation.Local;

internal static class Ports
{
    /// <exception cref="LocalStartException">Names the port and the option that changes it.</exception>
    public static void RequireFree(IPAddress address, int port, string option)
    {
        if (port is < 0 or > 65535)
        {
            throw new LocalStartException($"{option} is a port number, 1 to 65535.");
        }

        using var listener = new TcpListener(address, port);
        try
        {
            listener.Start();
        }
        catch (SocketException)
        {
            throw new LocalStartException($"Port {port} is in use or not permitted; choose another with {option}.");
        }
    }

    public static async Task<bool> AnswersAsync(Uri endpoint, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(TimeSpan.FromSeconds(2));
            await client.ConnectAsync(endpoint.Host, endpoint.Port, patience.Token);
            return true;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
