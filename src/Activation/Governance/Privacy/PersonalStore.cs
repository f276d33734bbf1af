namespace Activation.Governance.Privacy;

/// <summary>A place that holds people's data, and how it is taken out of there. Doing it again finds nothing.</summary>
/// <param name="Name">In receipts.</param>
/// <param name="AfterLeaving">True: what it holds is needed until the destinations have confirmed.</param>
/// <param name="PurgeAsync">Is given the request's id.</param>
internal sealed record PersonalStore(string Name, bool AfterLeaving, Func<string, IReadOnlySet<ProfileId>, CancellationToken, Task<PurgeResult>> PurgeAsync);
