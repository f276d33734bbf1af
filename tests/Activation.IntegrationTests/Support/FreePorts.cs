using System.Net;
using System.Net.Sockets;

namespace Activation.IntegrationTests.Support;

/// <summary>
/// Loopback ports that nothing listens on, each handed out once. They lie below those that the system gives to whoever asks for any, so that none is taken before the process that it is for has
/// started.
/// </summary>
internal static class FreePorts
{
    private const int First = 20_000;
    private const int Count = 10_000;

    private static int next = Random.Shared.Next(Count);

    public static int[] Take(int count) => [.. Candidates().Where(IsFree).Take(count)];

    private static IEnumerable<int> Candidates()
    {
        for (var tried = 0; tried < Count; tried++)
        {
            yield return First + ((Interlocked.Increment(ref next) & int.MaxValue) % Count);
        }

        throw new InvalidOperationException($"No port from {First} to {First + Count - 1} is free.");
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
