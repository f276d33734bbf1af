using System.Net.Http.Headers;
using System.Text;

namespace Activation.Destinations.OAuth;

/// <summary>
/// An account whose secret is a `token`: an access token as it is, or, beside `clientId` and `clientSecret`, a refresh token. Not a record: it
/// holds credentials.
/// </summary>
internal sealed class AccountToken
{
    private readonly string? accessToken;
    private readonly TokenRequest? refresh;

    /// <param name="usesBasic">The client shows its credentials in the header, not in the form.</param>
    /// <exception cref="ProblemException">400 the secret has no token, or one half of the client's credentials.</exception>
    public AccountToken(DestinationAccount account, string platform, Uri address, bool usesBasic = false)
    {
        var token = AccountValidation.Secret(account, "token");
        if (!account.Secret.ContainsKey("clientId") && !account.Secret.ContainsKey("clientSecret"))
        {
            accessToken = token;
            return;
        }

        var (id, secret) = (AccountValidation.Secret(account, "clientId"), AccountValidation.Secret(account, "clientSecret"));
        refresh = usesBasic
            ? new TokenRequest(address, platform, [new("grant_type", "refresh_token"), new("refresh_token", token)])
            {
                Basic = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}"))),
            }
            : TokenRequest.Refresh(address, platform, id, secret, token);
    }

    public async Task<TokenReply> GetAsync(AccessTokens tokens, CancellationToken cancellationToken) =>
        refresh is null ? new TokenReply(accessToken, null) : await tokens.GetAsync(refresh, cancellationToken);

    /// <summary>To be called when the platform refuses the access token: the next call gets another, if it can be got.</summary>
    public void Forget(AccessTokens tokens)
    {
        if (refresh is not null)
        {
            tokens.Forget(refresh);
        }
    }
}
