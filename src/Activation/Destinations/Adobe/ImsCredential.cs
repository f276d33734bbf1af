using Activation.Destinations.OAuth;

namespace Activation.Destinations.Adobe;

/// <summary>An OAuth server-to-server credential of Adobe's identity service, parsed. Not a record: it holds the secret.</summary>
/// <remarks>https://developer.adobe.com/developer-console/docs/guides/authentication/ServerToServerAuthentication/ims</remarks>
internal sealed class ImsCredential
{
    private const string DefaultBaseUrl = "https://ims-na1.adobelogin.com";
    private const string DefaultScopes = "openid,AdobeID,read_organizations,additional_info.projectedProductContext,session";

    public ImsCredential(DestinationAccount account)
    {
        ClientId = AccountValidation.Secret(account, "clientId");
        var address = AccountValidation.Address(account, "imsBaseUrl", DefaultBaseUrl);
        Token = TokenRequest.ClientCredentials(
            new Uri($"{address.AbsoluteUri.TrimEnd('/')}/ims/token/v3"), "Adobe", ClientId, AccountValidation.Secret(account, "clientSecret"), account.Setting("scopes") ?? DefaultScopes);
    }

    /// <summary>Also the API key that some calls carry beside the token.</summary>
    public string ClientId { get; }

    public TokenRequest Token { get; }

    public static TypeSchema AddSettings(TypeSchema schema) => schema
        .Text("scopes", "the credential's scopes with commas between, as the Developer Console shows them", "^[\\x21-\\x7e]{1,1000}$", fallback: DefaultScopes)
        .Address("imsBaseUrl", "an absolute https:// address of Adobe's identity service", DefaultBaseUrl);

    public static TypeSchema Secret() => new TypeSchema()
        .Credential("clientId", "the client id of an OAuth server-to-server credential in the Adobe Developer Console", maxLength: 200)
        .Credential("clientSecret", "its client secret", maxLength: 500);
}
