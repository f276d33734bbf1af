using Activation.Profiles;

namespace Activation.Sync.Planning;

/// <summary>Who may not be sent though the segment has them. They leave the audience, and count as excluded with a reason.</summary>
internal sealed record PlanScope
{
    /// <summary>Nobody is left out.</summary>
    public static readonly PlanScope Everybody = new();

    /// <summary>Leaves out whoever has a suppressed identifier. Asked of those whose row is built anew, so it keeps people out; <see cref="Leaving"/> takes them out.</summary>
    public ISuppressionCheck? Suppression { get; init; }

    /// <summary>People who must leave the audience, whatever the segment says.</summary>
    public IReadOnlyCollection<ProfileId> Leaving { get; init; } = [];
}

/// <summary>A list of suppressed identifiers, as it is now.</summary>
internal interface ISuppressionCheck
{
    bool IsSuppressed(IdentifierSet identifiers);
}

/// <summary>Adds what it knows to a plan's scope; every registered one is asked for each plan.</summary>
internal interface IPlanScopeSource
{
    Task<PlanScope> ApplyAsync(PlanScope scope, SyncId sync, CancellationToken cancellationToken);
}
