using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Activation.Destinations;

/// <summary>
/// The certificate by which a receiver knows us (mutual TLS): a PFX in base64, or a certificate in PEM with its private key. Not a record: it holds the key.
/// </summary>
internal sealed class ClientCertificate(string certificate, string? privateKey, string? password)
{
    /// <summary>Set on a request that is to be sent with a certificate.</summary>
    public static readonly HttpRequestOptionsKey<ClientCertificate> Option = new("Activation.ClientCertificate");

    /// <summary>The same for the same certificate and key, and for nothing else.</summary>
    public string Key { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', certificate, privateKey, password))));

    /// <exception cref="CryptographicException">It cannot be read: not a certificate, or not the right password or key.</exception>
    public X509Certificate2 Load() =>
        certificate.Contains("-----BEGIN", StringComparison.Ordinal) ? FromPem() : X509CertificateLoader.LoadPkcs12(FromBase64(), password);

    private X509Certificate2 FromPem()
    {
        var key = privateKey ?? certificate;
        return password is null ? X509Certificate2.CreateFromPem(certificate, key) : X509Certificate2.CreateFromEncryptedPem(certificate, key, password);
    }

    private byte[] FromBase64()
    {
        try
        {
            return Convert.FromBase64String(certificate);
        }
        catch (FormatException e)
        {
            throw new CryptographicException("The certificate is neither PEM nor base64.", e);
        }
    }
}
