using Activation.Profiles;

namespace Activation.Import.Normalization;

/// <summary>Turns one cell into the stored variants of an identifier. Pure.</summary>
public static class IdentifierNormalizer
{
    /// <summary>
    /// Normalizes and hashes `cell` and adds each variant of the identifier (see <see cref="Identifiers.Variants"/>) that can be made of it.
    /// A value that is a SHA-256 hash already is used as it is, lower-cased.
    /// </summary>
    /// <param name="identifier">One of <see cref="Identifiers.Names"/>.</param>
    public static NormalizationOutcome Add(IdentifierSet identifiers, string identifier, string cell, NormalizationContext context) =>
        throw new NotImplementedException();
}
