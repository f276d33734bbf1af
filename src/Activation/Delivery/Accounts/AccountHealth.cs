using Activation.Destinations;
using Activation.Monitoring.Metrics;
using Activation.Sync;
using Azure;
using Microsoft.Extensions.Logging;

namespace Activation.Delivery.Accounts;

/// <summary>Whether the platforms take our credentials. What does not change for the better by itself is tried once an hour.</summary>
public sealed class AccountHealth
{
    private static readonly TimeSpan BetweenChecks = TimeSpan.FromMinutes(55);

    private readonly DestinationAccounts accounts;
    private readonly AccountStateStore states;
    private readonly AccountGate gate;
    private readonly ActivationMetrics metrics;
    private readonly TimeProvider time;
    private readonly ILogger<AccountHealth> logger;

    internal AccountHealth(
        DestinationAccounts accounts, AccountStateStore states, AccountGate gate, ActivationMetrics metrics, TimeProvider time, ILogger<AccountHealth> logger)
    {
        this.accounts = accounts;
        this.states = states;
        this.gate = gate;
        this.metrics = metrics;
        this.time = time;
        this.logger = logger;
    }

    public async Task<DestinationHealth> GetAsync(DestinationId id, DestinationDefinition definition, CancellationToken cancellationToken)
    {
        var credentials = await states.GetAsync(AccountRef.CredentialsOf(id), cancellationToken);
        string? key = null;
        try
        {
            key = credentials.DisconnectedSince is null ? await accounts.FindKeyAsync(id, definition, cancellationToken) : null;
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return DestinationHealth.SecretUnreadable;
        }

        return DestinationHealth.Of(key is null ? credentials : await states.GetAsync(key, cancellationToken), credentials, time.GetUtcNow());
    }

    /// <summary>Tries a destination's credentials and remembers the answer.</summary>
    /// <exception cref="ProblemException">404 no such destination; 400 its settings or secret are not complete.</exception>
    public async Task<DestinationResult> CheckAsync(DestinationId id, CancellationToken cancellationToken)
    {
        var (destination, account) = await accounts.GetAsync(id, cancellationToken);
        var began = time.GetTimestamp();
        var result = await destination.CheckAsync(account, cancellationToken);
        metrics.Called(id, "check", result, time.GetElapsedTime(began));
        await gate.ReportAsync(AccountRef.Of(destination, account), result, cancellationToken);
        return result;
    }

    /// <summary>Forgets that a destination was disconnected.</summary>
    /// <returns>False if it was not.</returns>
    public async Task<bool> ReconnectAsync(DestinationId id, CancellationToken cancellationToken)
    {
        var key = AccountRef.CredentialsOf(id);
        if ((await states.GetAsync(key, cancellationToken)).DisconnectedSince is null)
        {
            return false;
        }

        await states.UpdateAsync(key, AccountPace.Reconnect, cancellationToken);
        DeliveryLog.Reconnected(logger, id);
        return true;
    }

    /// <summary>Whether runs of a destination's syncs have a chance. A disconnected one is tried again where that was long ago.</summary>
    public async Task<bool> IsConnectedAsync(DestinationId id, CancellationToken cancellationToken)
    {
        var key = AccountRef.CredentialsOf(id);
        var state = await states.GetAsync(key, cancellationToken);
        if (state.DisconnectedSince is null)
        {
            return true;
        }

        if (state.CheckedAt > time.GetUtcNow() - BetweenChecks)
        {
            return false;
        }

        try
        {
            var result = await CheckAsync(id, cancellationToken);
            if (result.Outcome == DestinationOutcome.Success)
            {
                await ReconnectAsync(id, cancellationToken);
                return true;
            }
        }
        catch (ProblemException e)
        {
            DeliveryLog.StillDisconnected(logger, id, e.Code);
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            // The tick that asks goes on to the other destinations.
            DeliveryLog.StillDisconnected(logger, id, DestinationHealth.SecretUnreadable.HealthCode ?? "");
        }

        await states.UpdateAsync(key, s => s with { CheckedAt = time.GetUtcNow() }, cancellationToken);
        return false;
    }

    /// <summary>The store of secrets is away.</summary>
    private static bool IsUnreadable(Exception exception) => exception is RequestFailedException or IOException or UnauthorizedAccessException;

    /// <summary>Why nothing is sent to a sync's destination; null if something may be.</summary>
    internal async Task<DestinationResult?> FindDisconnectionAsync(SyncTarget target, CancellationToken cancellationToken) =>
        await states.GetAsync(AccountRef.Of(target).Credentials, cancellationToken) is { DisconnectedSince: not null } state
            ? new DestinationResult(DestinationOutcome.Reconnect, state.Code ?? "", state.Message ?? "")
            : null;
}
