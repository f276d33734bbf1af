namespace Activation.Governance.Privacy;

/// <summary>A place that holds people's data, and how it is taken out of there. Doing it again finds nothing.</summary>
/// <param name="Name">In receipts.</param>
/// <param name="AfterLeaving">True: what it holds is needed until the destinations have confirmed.</param>
internal sealed record PersonalStore(string Name, bool AfterLeaving, Func<IReadOnlySet<ProfileId>, CancellationToken, Task<PurgeResult>> PurgeAsync);
