using System.Text.Json.Serialization;

namespace Activation.Local.Sandbox;

/// <summary>What goes wrong with a call on purpose.</summary>
[JsonConverter(typeof(NamedEnumConverter<SandboxFault>))]
public enum SandboxFault
{
    /// <summary>HTTP 400 with code 80003 and a usage header (a webhook: 429).</summary>
    [JsonStringEnumMemberName("throttle")] Throttle,

    [JsonStringEnumMemberName("error500")] Error500,

    /// <summary>A page instead of JSON: with status 200 for the Graph API, with 502 for a webhook.</summary>
    [JsonStringEnumMemberName("html")] Html,

    /// <summary>No answer until the client gives up; nothing is applied.</summary>
    [JsonStringEnumMemberName("timeout")] Timeout,

    /// <summary>The change is applied, then the connection breaks.</summary>
    [JsonStringEnumMemberName("lostResponse")] LostResponse,
}
