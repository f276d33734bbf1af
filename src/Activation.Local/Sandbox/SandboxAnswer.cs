namespace Activation.Local.Sandbox;

/// <summary>An answer that a test prescribes, byte for byte.</summary>
public sealed record SandboxAnswer(int Status, string Body = "{}")
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
