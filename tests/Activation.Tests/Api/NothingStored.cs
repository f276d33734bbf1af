using System.Net;
using System.Text;

namespace Activation.Tests.Api;

/// <summary>Answers as storage in which nothing is.</summary>
internal sealed class NothingStored : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri?.AbsolutePath ?? "";
        var isQuery = path.EndsWith("()", StringComparison.Ordinal);
        var answer = new HttpResponseMessage(isQuery ? HttpStatusCode.OK : HttpStatusCode.NotFound)
        {
            // Blob storage says what is wrong in a header alone.
            Content = !path.Contains('(', StringComparison.Ordinal) ? null : new StringContent(
                isQuery ? """{"value": []}""" : """{"odata.error": {"code": "ResourceNotFound", "message": {"lang": "en-US", "value": "Not found."}}}""", Encoding.UTF8, "application/json"),
        };
        answer.Headers.Add("x-ms-error-code", "ResourceNotFound");
        return Task.FromResult(answer);
    }
}
