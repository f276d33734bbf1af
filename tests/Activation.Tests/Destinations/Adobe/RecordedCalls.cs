using System.Net;

namespace Activation.Tests.Destinations.Adobe;

/// <summary>Clients that note each call as `METHOD address body` and answer in turn as they were told.</summary>
internal sealed class RecordedCalls : IHttpClientFactory
{
    private readonly Queue<string> answers = [];

    public List<string> All { get; } = [];

    public void Answer(string body) => answers.Enqueue(body);

    public HttpClient CreateClient(string name)
    {
#pragma warning disable RS0030 // The factory itself makes the client.
        return new HttpClient(new Handler(this));
#pragma warning restore RS0030
    }

    private sealed class Handler(RecordedCalls calls) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            calls.All.Add($"{request.Method} {request.RequestUri?.AbsoluteUri} {body}");
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(calls.answers.Dequeue()) };
        }
    }
}
