using System.Net.Sockets;
using Azure;

namespace Activation.Api.Problems;

/// <summary>Tells an outage of storage from a fault.</summary>
internal static class Outages
{
    public static bool IsStorageOutage(Exception exception) => exception switch
    {
        RequestFailedException e => e.Status is 0 or >= 500,
        AggregateException e => e.InnerExceptions.Count > 0 && e.InnerExceptions.All(IsStorageOutage),
        HttpRequestException or SocketException => true,
        _ => false,
    };
}
