using Activation.Profiles;

namespace Activation.Import.Normalization;

/// <summary>
/// Cells that hold a hash already. It fills every hash variant of its identifier as it is: which normalization it was made with cannot be
/// seen, and for most values all variants are the same.
/// </summary>
internal static class Prehashed
{
    /// <summary>Whether the cell was a hash; then `outcome` says what became of it.</summary>
    public static bool TryAdd(IdentifierSet identifiers, string identifier, ReadOnlySpan<char> text, out NormalizationOutcome outcome)
    {
        outcome = default;
        if (HashShapes.HexOfBase64(text) is { } hex && TryAdd(identifiers, identifier, hex, out outcome))
        {
            outcome = outcome.Kind == NormalizationKind.Prehashed ? Repairs.Base64Hash : outcome;
            return true;
        }

        var shape = HashShapes.Of(text);
        if (shape == HashShape.None || !HashVariants.TryGetValue(identifier, out var variants))
        {
            return false;
        }

        outcome = shape switch
        {
            HashShape.Md5 => Reasons.Md5NotAccepted,
            HashShape.Sha1 => Reasons.Sha1NotAccepted,
            HashShape.Sha256OfEmpty => Reasons.HashOfEmpty,
            _ => NormalizationOutcome.Prehashed,
        };
        if (outcome.Kind == NormalizationKind.Prehashed)
        {
            var hash = HashShapes.Digits(text).ToString().ToLowerInvariant();
            foreach (var variant in variants)
            {
                identifiers.Add(variant, hash);
            }
        }

        return true;
    }

    private static readonly Dictionary<string, string[]> HashVariants = Identifiers.Variants
        // A hashed mobile ad id is of no use to platforms that take it in clear, and those who ask for a hash are served from the clear one.
        .Where(v => v.IsHash && v.Identifier != Identifiers.MobileAdId)
        .GroupBy(v => v.Identifier, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.Select(v => v.Name).ToArray(), StringComparer.Ordinal);
}
