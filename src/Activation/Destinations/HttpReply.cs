using System.Net;
using System.Net.Http.Headers;

namespace Activation.Destinations;

/// <summary>What came back of a call. Not a record: the body may hold identifiers.</summary>
/// <param name="failure">Set if no complete response arrived; then there is no status and no body.</param>
internal sealed class HttpReply(DestinationResult? failure, HttpStatusCode status, HttpResponseHeaders? headers, byte[] body)
{
    public DestinationResult? Failure => failure;

    public int Status => (int)status;

    public bool IsSuccess => failure is null && Status is >= 200 and < 300;

    public HttpResponseHeaders? Headers => headers;

    public byte[] Body => body;

    public static HttpReply Failed(string code, string message) =>
        Failed(new DestinationResult(DestinationOutcome.Retry, code, message));

    public static HttpReply Failed(DestinationResult failure) => new(failure, default, null, []);
}
