using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Activation.Import;
using Activation.Segments.History;
using Microsoft.Extensions.Options;

namespace Activation.Monitoring.Audit;

/// <summary>
/// What the audit log may know of a definition. Its digest is keyed with the deployment's key, so that nobody can find a rule's constant by trying values.
/// </summary>
public sealed class AuditDigests(IOptions<DeploymentKeyOptions> key)
{
    private const int MaxPaths = 100;

    // Not what somebody changed: these are written beside each change.
    private static readonly string[] Bookkeeping = ["version", "changedAt", "changedBy"];

    // Their names are columns of files, which may be anything.
    private static readonly string[] FreeNames = ["mapping"];

    public string? Of(JsonElement? definition) => definition is not { } document
        ? null
        : Convert.ToHexStringLower(HMACSHA256.HashData(key.Value.Decode() ?? throw new InvalidOperationException(DeploymentKeyOptions.Requirement), Encoding.UTF8.GetBytes($"audit\n{document.GetRawText()}")));

    /// <summary>The parts that differ, without their values; null where the definition was made or deleted as a whole.</summary>
    public static IReadOnlyList<string>? Changed(JsonElement? before, JsonElement? after) => before is not { } old || after is not { } now
        ? null
        : [.. SegmentChanges.Between(old, now).Select(c => Known(c.Path)).Where(p => !Bookkeeping.Contains(p, StringComparer.Ordinal)).Distinct(StringComparer.Ordinal).Take(MaxPaths)];

    private static string Known(string path) => FreeNames.FirstOrDefault(n => path.StartsWith($"{n}.", StringComparison.Ordinal)) ?? path;
}
