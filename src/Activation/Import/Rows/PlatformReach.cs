using Activation.Destinations;
using Activation.Profiles;

namespace Activation.Import.Rows;

/// <summary>How many rows each platform could match at all. Pure.</summary>
internal static class PlatformReach
{
    /// <param name="masks">Rows by the mask of their identifiers (bit i: the i-th of <see cref="Identifiers.Variants"/>).</param>
    public static Dictionary<string, long> Count(IEnumerable<DestinationType> types, IReadOnlyDictionary<long, long> masks)
    {
        var reach = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var type in types)
        {
            var keys = Keys(type);
            reach[type.Type] = masks.Where(m => keys.Any(k => (m.Key & k) == k)).Sum(m => m.Value);
        }

        return reach;
    }

    /// <summary>The masks that each suffice: those of the match keys, or, where the platform matches by our own id, of any identifier that it takes.</summary>
    public static List<long> Keys(DestinationType type)
    {
        var bits = type.Identifiers.ToDictionary(i => i.Name, i => Bit(i.Variant), StringComparer.Ordinal);
        return type.Keys.Count == 0
            ? [.. bits.Values]
            : [.. type.Keys.Where(k => k.Identifiers.All(bits.ContainsKey)).Select(k => k.Identifiers.Aggregate(0L, (mask, i) => mask | bits[i]))];
    }

    private static long Bit(string variant)
    {
        for (var i = 0; i < Identifiers.Variants.Count; i++)
        {
            if (Identifiers.Variants[i].Name == variant)
            {
                return 1L << i;
            }
        }

        throw new ArgumentException($"'{variant}' is no stored variant.", nameof(variant));
    }
}
