using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Activation.Tests.Api;

/// <summary>Answers as Table storage that has one definition and nothing else.</summary>
internal sealed class OneSourceTable(string id, string definition) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var isAsked = request.RequestUri?.AbsoluteUri.Contains($"RowKey='{id}'", StringComparison.Ordinal) == true;
        var body = isAsked
            ? new JsonObject
            {
                ["PartitionKey"] = "v1", ["RowKey"] = id, ["pieces"] = 1, ["json0@odata.type"] = "Edm.Binary", ["json0"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(definition)),
            }
            : new JsonObject { ["odata.error"] = new JsonObject { ["code"] = "ResourceNotFound", ["message"] = new JsonObject { ["lang"] = "en-US", ["value"] = "Not found." } } };
        return Task.FromResult(new HttpResponseMessage(isAsked ? HttpStatusCode.OK : HttpStatusCode.NotFound)
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        });
    }
}
