using Activation.Destinations;
using Activation.Sync;

namespace Activation.Delivery.Accounts;

/// <summary>An account at a platform, as far as its pace is concerned: destinations that lead to the same one share it.</summary>
/// <param name="Credentials">Key of the state of the destination's own credentials: those of another destination may be taken where these are not.</param>
/// <param name="Limits">Null: called as often as there is something to send.</param>
internal sealed record AccountRef(string Key, string Credentials, AccountLimits? Limits)
{
    private const string CredentialsPrefix = "credentials:";

    public static AccountRef Of(SyncTarget target) => Of(target.Destination, target.Account);

    public static AccountRef Of(IDestination destination, DestinationAccount account) =>
        new(destination.AccountOf(account), CredentialsOf(account.Id), account.Limits ?? destination.Type.Limits);

    /// <summary>Whose credentials they are.</summary>
    public DestinationId Destination => new(Credentials[CredentialsPrefix.Length..]);

    public static string CredentialsOf(DestinationId id) => $"{CredentialsPrefix}{id}";
}
