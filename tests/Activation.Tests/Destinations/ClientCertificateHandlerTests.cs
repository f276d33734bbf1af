using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Activation.Destinations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Activation.Tests.Destinations;

public sealed class ClientCertificateHandlerTests : IAsyncLifetime
{
    private readonly X509Certificate2 server = Create("localhost");
    private readonly X509Certificate2 ours = Create("activation");
    private WebApplication? web;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(https =>
        {
            https.ServerCertificate = server;
            https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
            https.ClientCertificateValidation = static (_, _, _) => true;
        })));
        web = builder.Build();
        web.Run(context => context.Response.WriteAsync(context.Connection.ClientCertificate?.Thumbprint ?? "none", context.RequestAborted));
        await web.StartAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        if (web is not null)
        {
            await web.DisposeAsync();
        }

        server.Dispose();
        ours.Dispose();
    }

    [Theory]
    [InlineData("pfx")]
    [InlineData("pem")]
    [InlineData("encryptedPem")]
    public async Task Send_RequestWithCertificate_ShowsItAndNoOtherRequestDoes(string form)
    {
        using var invoker = new HttpMessageInvoker(new ClientCertificateHandler(CreateHandler) { InnerHandler = CreateHandler() });

        (await SendAsync(invoker, CertificateIn(form))).ShouldBe(ours.Thumbprint);
        (await SendAsync(invoker, null)).ShouldBe("none");
        (await SendAsync(invoker, CertificateIn(form))).ShouldBe(ours.Thumbprint);
    }

    private ClientCertificate CertificateIn(string form)
    {
        using var key = ours.GetRSAPrivateKey().ShouldNotBeNull();
        return form switch
        {
            "pfx" => new ClientCertificate(Convert.ToBase64String(ours.Export(X509ContentType.Pfx, "password")), null, "password"),
            "pem" => new ClientCertificate(ours.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem(), null),
            _ => new ClientCertificate(
                $"{ours.ExportCertificatePem()}\n{key.ExportEncryptedPkcs8PrivateKeyPem("password", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10_000))}", null, "password"),
        };
    }

    private async Task<string> SendAsync(HttpMessageInvoker invoker, ClientCertificate? certificate)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, web.ShouldNotBeNull().Urls.First());
        if (certificate is not null)
        {
            request.Options.Set(ClientCertificate.Option, certificate);
        }

        using var response = await invoker.SendAsync(request, CancellationToken.None);
        return await response.Content.ReadAsStringAsync(CancellationToken.None);
    }

    /// <summary>Trusts the test's own server and nobody else.</summary>
    private SocketsHttpHandler CreateHandler() =>
        new() { SslOptions = new() { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == server.Thumbprint } };

    private static X509Certificate2 Create(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(40), DateTimeOffset.UnixEpoch.AddYears(130));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable);
    }
}
