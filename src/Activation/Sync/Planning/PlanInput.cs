using Activation.Segments;

namespace Activation.Sync.Planning;

/// <summary>What a plan is made of.</summary>
/// <param name="Run">The run that is planned.</param>
/// <param name="Rule">The segment's rule; null: nobody is wanted.</param>
/// <param name="Segments">All segments' rules, for membership nodes.</param>
/// <param name="Instant">The one instant at which everything is evaluated.</param>
/// <param name="Draft">What the plan changes in the ledger.</param>
/// <param name="Scope">Who is left out.</param>
internal sealed record PlanInput(
    RunId Run,
    RunMode Mode,
    RuleNode? Rule,
    IReadOnlyDictionary<string, RuleNode> Segments,
    DateTimeOffset Instant,
    MemberRowBuilder Rows,
    PlanDraft Draft,
    PlanScope Scope);
