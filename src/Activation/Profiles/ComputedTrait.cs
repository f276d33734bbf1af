namespace Activation.Profiles;

/// <summary>A trait that is computed of events. It has no column: every query computes it anew.</summary>
/// <param name="Name">Looked up without regard to case; never that of an imported trait.</param>
public sealed record ComputedTrait(string Name, TraitDefinition Definition);
