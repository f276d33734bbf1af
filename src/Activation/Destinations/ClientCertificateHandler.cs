using System.Collections.Concurrent;

namespace Activation.Destinations;

/// <summary>Sends a request that has a <see cref="ClientCertificate"/> over connections of that certificate alone; all others go on as they are.</summary>
/// <param name="createHandler">A handler for the connections of one certificate.</param>
internal sealed class ClientCertificateHandler(Func<SocketsHttpHandler> createHandler) : DelegatingHandler
{
    private readonly ConcurrentDictionary<string, Lazy<HttpMessageInvoker>> invokers = new(StringComparer.Ordinal);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.Options.TryGetValue(ClientCertificate.Option, out var certificate)
            ? invokers.GetOrAdd(certificate.Key, _ => new Lazy<HttpMessageInvoker>(() => Create(certificate))).Value.SendAsync(request, cancellationToken)
            : base.SendAsync(request, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var invoker in invokers.Values.Where(i => i.IsValueCreated))
            {
                invoker.Value.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    private HttpMessageInvoker Create(ClientCertificate certificate)
    {
        var handler = createHandler();
        handler.SslOptions.ClientCertificates = [certificate.Load()];
        return new HttpMessageInvoker(handler, disposeHandler: true);
    }
}
