namespace Activation.Governance.Policies;

/// <summary>The policies that hold: those that come with the product, each as it was switched, and those that users define.</summary>
public sealed class PolicyStore(Definitions definitions)
{
    public async Task<IReadOnlyList<Policy>> ListAsync(CancellationToken cancellationToken)
    {
        var stored = (await definitions.Policies.ListAsync(cancellationToken)).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
        return
        [
            .. BuiltInPolicies.All.Select(p => Switched(p, stored.GetValueOrDefault(p.Id))),
            .. stored.Where(p => BuiltIn(p.Key) is null).Select(p => new Policy(p.Key, p.Value, IsBuiltIn: false)).OrderBy(p => p.Id, StringComparer.Ordinal),
        ];
    }

    public async Task<Policy?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var stored = await definitions.Policies.FindAsync(id, cancellationToken);
        return BuiltIn(id) is { } builtIn ? Switched(builtIn, stored) : stored is null ? null : new Policy(id, stored, IsBuiltIn: false);
    }

    /// <summary>The policy as it would be kept.</summary>
    /// <exception cref="ProblemException">400 with the path of the field at fault; 409 it comes with the product and can only be switched.</exception>
    public static Policy Check(string id, PolicyDefinition definition)
    {
        var normalized = definition.Normalize();
        if (BuiltIn(id) is not { } builtIn)
        {
            return new Policy(id, normalized, IsBuiltIn: false);
        }

        var known = builtIn.Definition;
        var says = (normalized.Action, normalized.Unless, string.Join(',', normalized.Deny.Any), string.Join(',', normalized.Deny.All));
        return says == (known.Action, known.Unless, string.Join(',', known.Deny.Any), string.Join(',', known.Deny.All))
            ? Switched(builtIn, normalized)
            : throw ProblemException.Conflict("policyIsBuiltIn", "This policy comes with the product: only its 'enabled' can change. Disable it and define another under a new id.");
    }

    public Task PutAsync(Policy policy, CancellationToken cancellationToken) => definitions.Policies.PutAsync(policy.Id, policy.Definition, cancellationToken);

    /// <exception cref="ProblemException">404 no such policy; 409 it comes with the product.</exception>
    public async Task DeleteAsync(string id, CancellationToken cancellationToken)
    {
        if (BuiltIn(id) is not null)
        {
            throw ProblemException.Conflict("policyIsBuiltIn", "This policy comes with the product and cannot be deleted: set its 'enabled' to false.");
        }

        if (!await definitions.Policies.DeleteAsync(id, cancellationToken))
        {
            throw ProblemException.NotFound("policy", id);
        }
    }

    private static Policy? BuiltIn(string id) => BuiltInPolicies.All.FirstOrDefault(p => p.Id == id);

    private static Policy Switched(Policy builtIn, PolicyDefinition? stored) =>
        stored is null ? builtIn : builtIn with { Definition = builtIn.Definition with { Enabled = stored.IsEnabled } };
}
