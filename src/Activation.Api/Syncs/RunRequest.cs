using System.Text.Json.Serialization;
using Activation.Sync;

namespace Activation.Api.Syncs;

internal sealed record RunRequest
{
    public static readonly RunRequest Default = new();

    public RequestedMode Mode { get; init; } = RequestedMode.Delta;

    public RunMode ToRunMode() => Mode switch
    {
        RequestedMode.Full => RunMode.Full,
        RequestedMode.Dry => RunMode.Dry,
        _ => RunMode.Delta,
    };
}

/// <summary>The modes that can be asked for.</summary>
[JsonConverter(typeof(NamedEnumConverter<RequestedMode>))]
internal enum RequestedMode
{
    [JsonStringEnumMemberName("delta")] Delta,
    [JsonStringEnumMemberName("full")] Full,
    [JsonStringEnumMemberName("dry")] Dry,
}
