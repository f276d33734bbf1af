namespace Activation.Delivery.Accounts;

/// <summary>For whom an account is to be called.</summary>
/// <param name="After">Since when the batch that the run sent before is over. Null: none is, or it was long ago.</param>
internal sealed record AccountTurn(SyncId Sync, DateTimeOffset? After = null);
