namespace Activation.Governance.Policies;

/// <param name="IsBuiltIn">It can be disabled, and not otherwise changed.</param>
public sealed record Policy(string Id, PolicyDefinition Definition, bool IsBuiltIn);
