using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Extensions;

namespace Activation.Local.Sandbox.Doubles;

/// <summary>
/// Two storages for files below one destination's path: `/s3/{bucket}` speaks as Amazon S3 does and checks the signature of version 4, `/{container}` as Blob Storage and
/// checks the shared access signature's `sig`.
/// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html https://learn.microsoft.com/en-us/rest/api/storageservices/put-blob
/// </summary>
internal sealed class StorageDouble(string name, SandboxPlatform platform, SandboxOptions options) : PlatformDouble
{
    public const string AccessKeyId = "sandbox-key-id";

    private const string Xml = "application/xml";

    public override string Name => name;

    public override void Map(DoubleRoutes routes)
    {
        routes.Map("GET", "/s3/{bucket}", "check", request => IsSignedV4(request) ? Page("<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><KeyCount>0</KeyCount></ListBucketResult>") : Denied("SignatureDoesNotMatch"));
        routes.Map("PUT", "/s3/{bucket}/{**key}", "upload", request => !IsSignedV4(request) ? Denied("SignatureDoesNotMatch") : Put(request, 200));
        routes.Map("GET", "/{container}", "check", request => IsSas(request) ? Page("<?xml version=\"1.0\" encoding=\"utf-8\"?><EnumerationResults><Blobs/><NextMarker/></EnumerationResults>") : Denied("AuthenticationFailed"));
        routes.Map("PUT", "/{container}/{**name}", "upload", request =>
            !IsSas(request) ? Denied("AuthenticationFailed")
            : request.Header("x-ms-blob-type") != "BlockBlob" || request.Header("x-ms-version").Length == 0 ? new SandboxReply(400, null) { ContentType = Xml }
            : Put(request, 201));
    }

    private SandboxReply Put(DoubleRequest request, int status)
    {
        platform.Put(request.Http.Path.ToString(), request.Body);
        var etag = Convert.ToHexStringLower(CryptographicOperations.HashData(HashAlgorithmName.MD5, request.Body));
        return new SandboxReply(status, null)
        {
            ContentType = Xml,
            Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["ETag"] = $"\"{etag}\"", ["Last-Modified"] = TimeProvider.System.GetUtcNow().ToString("R", CultureInfo.InvariantCulture) },
        };
    }

    private static SandboxReply Page(string xml) => new(200, null) { Text = xml, ContentType = Xml };

    private static SandboxReply Denied(string code) =>
        new(403, null) { Text = $"<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>{code}</Code><Message>Denied</Message></Error>", ContentType = Xml, Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["x-ms-error-code"] = code } };

    private bool IsSas(DoubleRequest request) => request.Query("sig") == options.AccessToken;

    /// <summary>`AWS4-HMAC-SHA256 Credential={id}/{date}/{region}/s3/aws4_request, SignedHeaders=…, Signature=…`.</summary>
    private bool IsSignedV4(DoubleRequest request)
    {
        const string scheme = "AWS4-HMAC-SHA256 ";
        var header = request.Header("Authorization");
        if (!header.StartsWith(scheme, StringComparison.Ordinal))
        {
            return false;
        }

        var parts = header[scheme.Length..].Split(',', StringSplitOptions.TrimEntries).Select(p => p.Split('=', 2)).Where(p => p.Length == 2).ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);
        var scope = parts.GetValueOrDefault("Credential", "").Split('/');
        var content = request.Header("x-amz-content-sha256");
        if (scope is not [AccessKeyId, var date, var region, "s3", "aws4_request"] || (content != "UNSIGNED-PAYLOAD" && content != Convert.ToHexStringLower(SHA256.HashData(request.Body))))
        {
            return false;
        }

        var signed = parts.GetValueOrDefault("SignedHeaders", "");
        var headers = string.Concat(signed.Split(';').Select(h => $"{h}:{request.Header(h).Trim()}\n"));
        var query = string.Join('&', new Uri(request.Http.GetEncodedUrl()).Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(q => q.Contains('=', StringComparison.Ordinal) ? q : $"{q}=").Order(StringComparer.Ordinal));
        var path = string.Join('/', request.Http.Path.ToString().Split('/').Select(Uri.EscapeDataString));
        var canonical = string.Join('\n', request.Http.Method, path, query, headers, signed, content);
        var text = string.Join('\n', "AWS4-HMAC-SHA256", request.Header("x-amz-date"), string.Join('/', scope[1..]), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))));
        var key = new[] { date, region, "s3", "aws4_request" }.Aggregate(Encoding.UTF8.GetBytes($"AWS4{options.AccessToken}"), (k, part) => HMACSHA256.HashData(k, Encoding.UTF8.GetBytes(part)));
        return parts.GetValueOrDefault("Signature") == Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }
}
