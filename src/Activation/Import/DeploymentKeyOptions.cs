using System.Buffers.Text;

namespace Activation.Import;

/// <summary>The setting `Activation:DeploymentKey`.</summary>
public sealed class DeploymentKeyOptions
{
    public const string Section = "Activation";
    public const int MinBytes = 32;

    public const string Requirement =
        "Set Activation:DeploymentKey to at least 32 random bytes in Base64 (for example `openssl rand -base64 32`), and keep it: with another key every row counts as changed once.";

    /// <summary>
    /// Base64 of at least 32 random bytes. Keys the fingerprints of rows, so that a stored fingerprint cannot be tried against guessed rows. Every host of a
    /// deployment has the same.
    /// </summary>
    public string? DeploymentKey { get; set; }

    /// <summary>The key's bytes; null if it is missing, not Base64 or too short.</summary>
    public byte[]? Decode()
    {
        var text = DeploymentKey?.Trim() ?? "";
        if (!Base64.IsValid(text, out var length) || length < MinBytes)
        {
            return null;
        }

        return Convert.FromBase64String(text);
    }
}
