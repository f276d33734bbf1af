using System.Text.Json.Serialization;

namespace Activation.Local.Sandbox;

/// <summary>One change of the state, a line of the journal.</summary>
internal sealed record SandboxEvent
{
    public required SandboxEventKind Kind { get; init; }

    /// <summary>The audience's id or the webhook's name.</summary>
    public required string Target { get; init; }

    public string? AdAccount { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    /// <summary>Keys of each row (`SCHEMA:value`).</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows { get; init; } = [];

    /// <summary>Of a new audience: every row of it has a value.</summary>
    public bool HasValues { get; init; }

    /// <summary>The values of added rows, in a value-based audience.</summary>
    public IReadOnlyList<double>? Values { get; init; }

    public UploadSession? Session { get; init; }

    /// <summary>Rows received and refused in the call.</summary>
    public int Received { get; init; }

    public int Invalid { get; init; }

    /// <summary>A webhook's members by profile id.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>>? Members { get; init; }
}

[JsonConverter(typeof(NamedEnumConverter<SandboxEventKind>))]
internal enum SandboxEventKind
{
    Create,
    Rename,
    Delete,
    Add,
    Remove,

    /// <summary>The first call of its session takes everybody out before.</summary>
    Replace,
    WebhookAdd,
    WebhookRemove,
}

/// <summary>The session of an upload call.</summary>
internal sealed record UploadSession(long Id, int Batch, bool IsLast);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SandboxEvent))]
internal sealed partial class SandboxEventJson : JsonSerializerContext;
