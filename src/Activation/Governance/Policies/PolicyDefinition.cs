using System.Text.Json.Serialization;
using Activation.Governance.Labels;

namespace Activation.Governance.Policies;

/// <summary>Which labels forbid an action: `PUT /api/policies/{id}`.</summary>
public sealed record PolicyDefinition
{
    public string? Name { get; init; }

    public string? Description { get; init; }

    /// <summary>False: it forbids nothing; true if absent.</summary>
    public bool? Enabled { get; init; }

    /// <summary>What is denied, one of <see cref="MarketingActions.OfDestinations"/> or `export`, which every destination does.</summary>
    public required string Action { get; init; }

    /// <summary>A destination that has this action too is not denied the other.</summary>
    public string? Unless { get; init; }

    /// <summary>The labels for which it is denied.</summary>
    public required PolicyLabels Deny { get; init; }

    [JsonIgnore]
    public bool IsEnabled => Enabled != false;

    /// <summary>The policy as it is kept.</summary>
    /// <exception cref="ProblemException">400 with the path of the field at fault.</exception>
    public PolicyDefinition Normalize()
    {
        if (Deny.Any.Count > 0 == Deny.All.Count > 0)
        {
            throw ProblemException.Invalid("invalidDeny", "deny", "deny has either any, labels of which one is enough, or all, labels that have to come together.");
        }

        return this with
        {
            Action = MarketingActions.Require(Action, "action"),
            Unless = Unless is null ? null : MarketingActions.Require(Unless, "unless"),
            Deny = new PolicyLabels { Any = DataLabels.Normalize(Deny.Any, "deny.any"), All = DataLabels.Normalize(Deny.All, "deny.all") },
        };
    }
}

/// <summary>One of the two.</summary>
public sealed record PolicyLabels
{
    /// <summary>One of these is enough.</summary>
    // Generated JSON readers set an absent init-only property to null.
    public IReadOnlyList<string> Any { get; init => field = value ?? []; } = [];

    /// <summary>All of these, wherever in what a sync sends they come from.</summary>
    public IReadOnlyList<string> All { get; init => field = value ?? []; } = [];
}
