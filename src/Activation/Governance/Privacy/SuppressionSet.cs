using Activation.Profiles;
using Activation.Sync.Planning;

namespace Activation.Governance.Privacy;

/// <summary>The suppression list as it was read: 32 bytes an entry. Immutable.</summary>
internal sealed class SuppressionSet : ISuppressionCheck
{
    public static readonly SuppressionSet Empty = new([]);

    private readonly IReadOnlyList<(SuppressionKey Key, SuppressionHash[] Hashes)> versions;

    /// <param name="versions">By key, in any order.</param>
    public SuppressionSet(IEnumerable<(SuppressionKey Key, SuppressionHash[] Hashes)> versions)
    {
        this.versions = [.. versions.Where(v => v.Hashes.Length > 0)];
        foreach (var (_, hashes) in this.versions)
        {
            Array.Sort(hashes);
        }
    }

    /// <summary>Then nothing has to be hashed to look it up.</summary>
    public bool IsEmpty => versions.Count == 0;

    public long Count => versions.Sum(v => (long)v.Hashes.Length);

    /// <summary>Whether any identifier that tells a person is suppressed.</summary>
    public bool IsSuppressed(IdentifierSet identifiers) => !IsEmpty && StrongValue.Of(identifiers).Any(Contains);

    public bool Contains(StrongValue value)
    {
        foreach (var (key, hashes) in versions)
        {
            if (Array.BinarySearch(hashes, key.Of(value)) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
