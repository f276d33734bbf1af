namespace Activation.Import.Normalization;

/// <summary>What became of a cell.</summary>
/// <param name="Code">
/// For <see cref="NormalizationKind.Invalid"/>: a stable camelCase reason (`invalidEmail`, `phoneNeedsCountry`, `md5NotAccepted`); for
/// <see cref="NormalizationKind.Repaired"/>: what was put right (`countryCodeAdded`, `emailCleaned`); null otherwise.
/// </param>
/// <param name="Message">For Invalid: what is wrong and what to do, without the value; null otherwise.</param>
public readonly record struct NormalizationOutcome(NormalizationKind Kind, string? Code = null, string? Message = null)
{
    public static readonly NormalizationOutcome Empty = new(NormalizationKind.Empty);
    public static readonly NormalizationOutcome Valid = new(NormalizationKind.Valid);
    public static readonly NormalizationOutcome Prehashed = new(NormalizationKind.Prehashed);

    /// <summary>The value is used.</summary>
    public bool IsAccepted => Kind is NormalizationKind.Valid or NormalizationKind.Repaired or NormalizationKind.Prehashed;

    public static NormalizationOutcome Repaired(string code) => new(NormalizationKind.Repaired, code);

    public static NormalizationOutcome Invalid(string code, string message) => new(NormalizationKind.Invalid, code, message);
}

public enum NormalizationKind
{
    /// <summary>Nothing but white space: no value, no hash.</summary>
    Empty,

    Valid,

    /// <summary>The cell was a SHA-256 hash already; its normalization cannot be verified.</summary>
    Prehashed,

    Invalid,

    /// <summary>Used, but not as it stood: more than case, white space and a platform's punctuation had to be changed.</summary>
    Repaired,
}
