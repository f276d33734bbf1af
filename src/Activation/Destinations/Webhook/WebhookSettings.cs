using System.Text;

namespace Activation.Destinations.Webhook;

/// <summary>A webhook's address and key, parsed. Not a record: it holds the key.</summary>
internal sealed class WebhookSettings
{
    public WebhookSettings(DestinationAccount account)
    {
        var address = AccountValidation.Parse(account, "url", fallback: null);
        if (address.UserInfo.Length > 0)
        {
            throw ProblemException.Invalid("invalidDestination", "settings.url", "settings.url must not hold a user or password: settings are shown to everybody who may read destinations.");
        }

        if (account.Setting("apiBaseUrl") is not null)
        {
            var other = AccountValidation.Parse(account, "apiBaseUrl", fallback: null);
            address = new UriBuilder(address) { Scheme = other.Scheme, Host = other.Host, Port = other.Port }.Uri;
        }

        Address = AccountValidation.RequireSecure(address, "url");
        Key = Encoding.UTF8.GetBytes(AccountValidation.Secret(account, "signingSecret"));
    }

    public Uri Address { get; }

    public byte[] Key { get; }
}
