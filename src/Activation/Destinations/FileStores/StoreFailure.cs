using System.Globalization;
using Activation.Destinations.Outgoing;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Destinations.FileStores;

/// <summary>What a store's failures mean, by HTTP status or ours of SFTP.</summary>
internal static class StoreFailure
{
    public static DestinationResult AddressRefused => DestinationHttp.Refused;

    /// <summary>Whether that is why a call could not be made; SDKs wrap it.</summary>
    public static bool IsRefusedAddress(Exception e) => e is RefusedAddressException || (e.InnerException is { } inner && IsRefusedAddress(inner));

    /// <param name="status">0 if no answer came.</param>
    /// <param name="code">The store's own code, if it gives one.</param>
    public static DestinationResult Of(int status, string? code, string credentials)
    {
        code = string.IsNullOrEmpty(code) ? status == 0 ? "unreachable" : string.Create(CultureInfo.InvariantCulture, $"http{status}") : code;
        return status switch
        {
            0 => new DestinationResult(Retry, code, "No connection to the storage; the file is written again. If this lasts, check its address and the network."),
            401 or 403 => new DestinationResult(Reconnect, code, $"The storage refused the credentials. Check that {credentials} may write there, and set the destination's secret."),
            404 => new DestinationResult(Stop, code, "The storage has no such container or bucket. Make it, or check the destination's settings, then replay."),
            429 or 503 => new DestinationResult(Throttled, code, "The storage limits the calls; the file waits."),
            408 or >= 500 => new DestinationResult(Retry, code, "The storage had an error of its own; the file is written again."),
            >= 300 and < 400 => new DestinationResult(Stop, code, "The storage is at another address, or the bucket in another region. Check the destination's settings, then replay."),
            _ => new DestinationResult(Stop, code, "The storage refused the file. Check the destination's settings, then replay."),
        };
    }
}
