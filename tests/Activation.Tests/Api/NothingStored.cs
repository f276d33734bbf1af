using System.Net;
using System.Text;

namespace Activation.Tests.Api;

/// <summary>Answers as storage in which nothing is.</summary>
internal sealed class NothingStored : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var isQuery = request.RequestUri?.AbsolutePath.EndsWith("()", StringComparison.Ordinal) == true;
        var answer = new HttpResponseMessage(isQuery ? HttpStatusCode.OK : HttpStatusCode.NotFound)
        {
            Content = new StringContent(
                isQuery ? """{"value": []}""" : """{"odata.error": {"code": "ResourceNotFound", "message": {"lang": "en-US", "value": "Not found."}}}""", Encoding.UTF8, "application/json"),
        };
        answer.Headers.Add("x-ms-error-code", "ResourceNotFound");
        return Task.FromResult(answer);
    }
}
