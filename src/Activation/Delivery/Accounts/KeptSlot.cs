namespace Activation.Delivery.Accounts;

/// <summary>A slot of an account that this host has.</summary>
/// <param name="Lease">Gives it to all hosts when disposed.</param>
/// <param name="Since">A timestamp of the host's clock.</param>
/// <param name="Lost">Cancelled when another host may have it.</param>
/// <param name="Times">How often a call has left it for the next.</param>
internal sealed record KeptSlot(int Number, IAsyncDisposable Lease, long Since, CancellationToken Lost, long Times = 0);
