namespace Activation.Delivery.Accounts;

/// <summary>A sync that found every slot of an account taken.</summary>
/// <param name="Since">When it did first, since it last had one.</param>
/// <param name="Until">It has come again by then, or does not come.</param>
internal sealed record WaitingSync(string Sync, DateTimeOffset Since, DateTimeOffset Until);
