using Activation.Delivery.Accounts;
using Activation.Destinations;
using Activation.Sync;

namespace Activation.Delivery;

/// <summary>One delivery among those of its run on this host; see <see cref="RunDeliveries"/>.</summary>
internal sealed class RunDelivery(RunDeliveries deliveries, RunId run, RunDeliveries.Group group)
{
    private readonly RunContext? before = group.Context;
    private KeyValuePair<BatchOperation, BatchId>? settled;
    private RunContext? context;

    /// <summary>Of the account, if it was read; null: it has none, or was not.</summary>
    public AccountLimits? Limits => context is null ? null : AccountRef.Of(context.Target).Limits;

    /// <inheritdoc cref="SyncTargets.GetAsync" path="/exception"/>
    public async Task<RunContext> ReadAsync(CancellationToken cancellationToken) =>
        context ??= await deliveries.ReadAsync(run, group, isShared: true, cancellationToken);

    /// <summary>After the credentials were refused: the target with others, which were stored before this delivery asked for them. Null if there are none.</summary>
    public async Task<SyncTarget?> RenewAsync(CancellationToken cancellationToken)
    {
        if (context is null || !ReferenceEquals(context, before))
        {
            return null;
        }

        var refused = context.Target.Account.Secret;
        try
        {
            context = await deliveries.ReadAsync(run, group, isShared: false, cancellationToken);
        }
        catch (ProblemException)
        {
            // Nothing to send with any more: the next attempt says what is wrong.
            return null;
        }

        var secret = context.Target.Account.Secret;
        var isSame = secret.Count == refused.Count && secret.All(s => refused.TryGetValue(s.Key, out var value) && value == s.Value);
        return isSame ? null : context.Target;
    }

    /// <summary>The batch is settled, and the dead letters know of it if they have to.</summary>
    public void Settle(BatchId batch, BatchOperation operation) => settled = new(operation, batch);

    /// <inheritdoc cref="RunDeliveries.Leave"/>
    public IReadOnlyCollection<KeyValuePair<BatchOperation, BatchId>> Leave() => deliveries.Leave(run, group, settled);
}
