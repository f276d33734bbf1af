using Activation.Import;
using Microsoft.Extensions.Options;

namespace Activation.Governance.Privacy;

/// <summary>The keys of the suppression list, in all versions that are configured.</summary>
internal sealed class SuppressionKeys
{
    public SuppressionKeys(IOptions<SuppressionOptions> options, IOptions<DeploymentKeyOptions> deployment)
    {
        var secrets = options.Value.Decode();
        if (!secrets.ContainsKey(1))
        {
            secrets[1] = deployment.Value.Decode() ?? throw new InvalidOperationException(DeploymentKeyOptions.Requirement);
        }

        All = [.. secrets.Select(s => new SuppressionKey(s.Key, s.Value))];
    }

    /// <summary>By version.</summary>
    public IReadOnlyList<SuppressionKey> All { get; }

    /// <summary>What new entries are made with.</summary>
    public SuppressionKey Newest => All[^1];
}
