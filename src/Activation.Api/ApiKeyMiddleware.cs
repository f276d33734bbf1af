using System.Security.Cryptography;
using System.Text;
using Activation.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Activation.Api;

/// <summary>Asks every call under `/api` for the key, if one is set.</summary>
internal sealed class ApiKeyMiddleware(RequestDelegate next, IOptions<ApiOptions> options)
{
    public const string Header = "X-Api-Key";

    private readonly byte[]? expected = options.Value.Key is { Length: > 0 } key ? Hash(key) : null;

    public Task InvokeAsync(HttpContext context) =>
        expected is null || !context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) || IsRight(context.Request.Headers[Header].ToString())
            ? next(context)
            : ProblemWriter.WriteAsync(context, new ProblemDocument(401, "unauthorized", $"Send the API's key in the header {Header}."));

    // Hashes have one length, so the comparison takes the same time whatever was sent.
    private bool IsRight(string sent) => CryptographicOperations.FixedTimeEquals(Hash(sent), expected);

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
