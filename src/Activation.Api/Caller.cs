using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Activation.Api;

/// <summary>Who sends a request, as it is noted beside what they change: an opaque name, never an address or a name of a person.</summary>
internal sealed class Caller(IOptions<ApiOptions> options)
{
    /// <summary>Set by the platform's sign-in, which takes it out of requests from outside.</summary>
    public const string PrincipalHeader = "X-MS-CLIENT-PRINCIPAL-ID";

    public string Of(HttpContext context) =>
        options.Value.PlatformSignIn && Guid.TryParse(context.Request.Headers[PrincipalHeader].ToString(), out var user) ? $"user:{user}"
        : options.Value.Key is { Length: > 0 } ? options.Value.KeyName
        : "local";
}
