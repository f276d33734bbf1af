using System.Buffers.Text;
using System.Globalization;
using Activation.Import;

namespace Activation.Governance.Privacy;

/// <summary>Settings under `Activation:Suppression`.</summary>
public sealed class SuppressionOptions
{
    public const string Section = "Activation:Suppression";

    public const string Requirement =
        "Activation:Suppression:Keys has a version from 1 to 65535 for each key, and keys of at least 32 random bytes in Base64 (for example `openssl rand -base64 32`).";

    /// <summary>
    /// By version: what the suppression list is keyed with. Without any, version 1 comes of `Activation:DeploymentKey`. New entries take the newest version, and older
    /// ones stay readable as long as their version's key is here, since an entry cannot be keyed anew. Where the deployment key changes, version 1 is the one before.
    /// </summary>
    public IDictionary<string, string> Keys { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public bool IsValid() => Keys.All(k => Version(k.Key) is not null && Base64.IsValid(k.Value.Trim(), out var length) && length >= DeploymentKeyOptions.MinBytes);

    /// <summary>The keys as they are configured, by version.</summary>
    internal SortedDictionary<int, byte[]> Decode()
    {
        var keys = new SortedDictionary<int, byte[]>();
        foreach (var (version, key) in Keys)
        {
            keys[Version(version) ?? throw new InvalidOperationException(Requirement)] = Convert.FromBase64String(key.Trim());
        }

        return keys;
    }

    private static int? Version(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version is > 0 and <= ushort.MaxValue ? version : null;
}
