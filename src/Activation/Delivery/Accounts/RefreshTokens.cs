using Activation.Destinations;
using Activation.Destinations.OAuth;
using Azure;
using Microsoft.Extensions.Logging;

namespace Activation.Delivery.Accounts;

/// <summary>Puts new refresh tokens among the secrets, once a day; where that cannot be done, the destination's health says so.</summary>
internal sealed class RefreshTokens(AccountStateStore states, ISecretStore secrets, TimeProvider time, ILogger<RefreshTokens> logger) : IRefreshTokenKeeper
{
    /// <summary>Whoever sees a new secret gets an access token by it, and with that another refresh token: without a pause hosts would renew each other's for ever.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromDays(1);

    public async Task KeepAsync(RefreshTokenPlace place, string shown, string given, CancellationToken cancellationToken)
    {
        var key = AccountRef.CredentialsOf(place.Destination);
        if (!IsDue(await states.GetAsync(key, cancellationToken)) || !await TakeTurnAsync(key, cancellationToken))
        {
            return;
        }

        var isLost = await IsLostAsync(place, shown, given, cancellationToken);
        await states.UpdateAsync(key, s => s with { IsRefreshTokenLost = isLost }, cancellationToken);
    }

    private bool IsDue(AccountState state) => state.RefreshTokenAt is not { } at || at <= time.GetUtcNow() - Pause;

    /// <summary>Of all hosts, one has it.</summary>
    private async Task<bool> TakeTurnAsync(string key, CancellationToken cancellationToken)
    {
        var isMine = false;
        await states.UpdateAsync(
            key,
            state =>
            {
                isMine = IsDue(state);
                return isMine ? state with { RefreshTokenAt = time.GetUtcNow() } : state;
            },
            cancellationToken);
        return isMine;
    }

    private async Task<bool> IsLostAsync(RefreshTokenPlace place, string shown, string given, CancellationToken cancellationToken)
    {
        try
        {
            if (await secrets.ReplaceAsync(place.Destination, place.Field, shown, given, cancellationToken))
            {
                DeliveryLog.RefreshTokenKept(logger, place.Destination);
            }

            return false;
        }
        catch (Exception e) when (e is RequestFailedException or IOException or UnauthorizedAccessException)
        {
            DeliveryLog.RefreshTokenLost(logger, place.Destination, e.GetType().Name);
            return true;
        }
    }
}
