namespace Activation.Segments;

/// <summary>The outcome of checking a rule that can be saved.</summary>
/// <param name="Warnings">What is allowed but may be a slip.</param>
public sealed record RuleCheck(IReadOnlyList<RuleWarning> Warnings);

/// <param name="Code">Stable camelCase code: `unknownTrait`, `unknownEvent`, `unknownProperty`, `unknownConsent`.</param>
/// <param name="Path">The node.</param>
public sealed record RuleWarning(string Code, string Path, string Message);
