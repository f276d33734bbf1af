using System.Text.Json.Serialization;

namespace Activation.Delivery.Accounts;

/// <summary>How a destination's account is, as its platform's latest answers say.</summary>
/// <param name="HealthCode">The platform's code or ours; null if all is well. With <see cref="HealthState.Ok"/>, what will need a person in time: `refreshTokenNotKept`.</param>
/// <param name="HealthMessage">What it means and what to do.</param>
/// <param name="BlockedUntil">No call is made before.</param>
public sealed record DestinationHealth(HealthState Health, string? HealthCode, string? HealthMessage, DateTimeOffset? Since, DateTimeOffset? BlockedUntil)
{
    internal const string RefreshTokenLost = "refreshTokenNotKept";

    private const string RefreshTokenMessage =
        "The platform gave a new refresh token, and it could not be put among the secrets; the old one ends in time. Let the app write secrets (in Key Vault: the permission to set them), or connect the account anew before that.";

    /// <summary>Where it takes the secret to know the account, and the store of secrets does not answer.</summary>
    internal static readonly DestinationHealth SecretUnreadable = new(
        HealthState.Failing, "secretUnreadable", "The destination's secret cannot be read, so nothing can be sent either. See that the store of secrets is up and that the app may read it.", null, null);

    /// <param name="credentials">Of the destination's own.</param>
    internal static DestinationHealth Of(AccountState state, AccountState credentials, DateTimeOffset now)
    {
        var blocked = state.BlockedUntil > now ? state.BlockedUntil : null;
        return state.DisconnectedSince is { } since ? new(HealthState.Reconnect, state.Code, state.Message, since, null)
            : state.FailingSince is { } failing ? new(HealthState.Failing, state.Code, state.Message, failing, blocked)
            : blocked is not null ? new(HealthState.Throttled, state.Code, state.Message, null, blocked)
            : credentials.IsRefreshTokenLost ? new(HealthState.Ok, RefreshTokenLost, RefreshTokenMessage, credentials.RefreshTokenAt, null)
            : new(HealthState.Ok, null, null, null, null);
    }
}

[JsonConverter(typeof(NamedEnumConverter<HealthState>))]
public enum HealthState
{
    [JsonStringEnumMemberName("ok")] Ok,

    /// <summary>The platform asks to wait.</summary>
    [JsonStringEnumMemberName("throttled")] Throttled,

    /// <summary>The latest calls failed; they are tried again.</summary>
    [JsonStringEnumMemberName("failing")] Failing,

    /// <summary>The platform refuses the credentials: renew them, and what has waited is delivered.</summary>
    [JsonStringEnumMemberName("reconnect")] Reconnect,
}
