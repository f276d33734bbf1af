using System.Text;

namespace Activation.Destinations.Webhook;

/// <summary>A webhook's address and key, parsed. Not a record: it holds the key.</summary>
internal sealed class WebhookSettings
{
    public WebhookSettings(DestinationAccount account)
    {
        var url = account.Setting("url") ?? throw ProblemException.Invalid("invalidDestination", "settings.url", "settings.url is missing.");
        var secret = account.Secret.GetValueOrDefault("signingSecret") ?? throw ProblemException.Invalid("invalidDestination", "secret.signingSecret", "secret.signingSecret is missing.");
        var address = new Uri(url);
        if (address.UserInfo.Length > 0)
        {
            throw ProblemException.Invalid("invalidDestination", "settings.url", "settings.url must not hold a user or password: settings are shown to everybody who may read destinations.");
        }

        if (account.Setting("apiBaseUrl") is { } origin)
        {
            var other = new Uri(origin);
            address = new UriBuilder(address) { Scheme = other.Scheme, Host = other.Host, Port = other.Port }.Uri;
        }

        Address = AccountValidation.RequireSecure(address, "url");
        Key = Encoding.UTF8.GetBytes(secret);
    }

    public Uri Address { get; }

    public byte[] Key { get; }
}
