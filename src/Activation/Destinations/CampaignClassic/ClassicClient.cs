using System.Net.Http.Headers;
using System.Xml.Linq;
using Activation.Destinations.OAuth;

namespace Activation.Destinations.CampaignClassic;

/// <summary>Calls to Campaign's SOAP interface.</summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/campaign-classic/using/technotes/ims/ims-migration</remarks>
internal sealed class ClassicClient(DestinationHttp http, AccessTokens tokens, TimeProvider time)
{
    private readonly TokenCalls client = new(http, tokens);

    public async Task<DestinationResult> SendAsync(ClassicSettings settings, ClassicCall call, CancellationToken cancellationToken) => (await CallAsync(settings, call, cancellationToken)).Result;

    /// <summary>The rows that a query finds: elements whose attributes are the fields.</summary>
    public async Task<(DestinationResult Result, IReadOnlyList<XElement> Rows)> QueryAsync(
        ClassicSettings settings, string schema, string? where, int most, IReadOnlyList<string> fields, CancellationToken cancellationToken)
    {
        var (result, answer) = await CallAsync(settings, ClassicSoap.Query(schema, where, most, fields), cancellationToken);
        var name = schema[(schema.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return (result, [.. answer?.Descendants().Where(e => e.Name.LocalName == name) ?? []]);
    }

    private async Task<(DestinationResult Result, XElement? Answer)> CallAsync(ClassicSettings settings, ClassicCall call, CancellationToken cancellationToken)
    {
        XElement? answer = null;
        var result = await client.SendAsync(
            settings.Credential.Token,
            () => Request(settings, call),
            reply =>
            {
                answer = ClassicSoap.Read(reply.Body);
                return ClassicErrors.Classify(reply, answer?.Name.LocalName, call, time.GetUtcNow());
            },
            cancellationToken);
        return (result, result.Outcome == DestinationOutcome.Success ? answer : null);
    }

    private static HttpRequestMessage Request(ClassicSettings settings, ClassicCall call)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, settings.Router) { Content = new ByteArrayContent(call.Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/xml", "utf-8");
        request.Headers.Add("SOAPAction", call.Action);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/xml"));
        return request;
    }
}
