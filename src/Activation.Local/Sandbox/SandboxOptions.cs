namespace Activation.Local.Sandbox;

/// <summary>How a sandbox ad platform is set up.</summary>
public sealed record SandboxOptions
{
    /// <summary>Port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Where the state is kept so that it survives the process; in memory only if null.</summary>
    public string? DataFolder { get; init; }

    /// <summary>The one access token that it takes.</summary>
    public string AccessToken { get; init; } = "sandbox-token";

    /// <summary>If set, every Graph call needs a matching `appsecret_proof`.</summary>
    public string? AppSecret { get; init; }

    /// <summary>What webhooks must be signed with.</summary>
    public string WebhookSecret { get; init; } = "sandbox-signing-secret";

    /// <summary>Whether webhooks answer a repeated `Idempotency-Key` as they did the first time, and apply nothing again.</summary>
    public bool HonourIdempotencyKeys { get; init; }

    /// <summary>Audiences that an ad account may hold.</summary>
    public int MaxAudiences { get; init; } = 500;
}
