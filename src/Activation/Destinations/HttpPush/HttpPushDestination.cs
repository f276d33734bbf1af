using System.Globalization;
using Activation.Destinations.OAuth;

namespace Activation.Destinations.HttpPush;

/// <summary>Pushes who enters and who leaves to a receiver's address, as Audience Manager's real-time transfers do. The receiver knows the audience by its segment id alone.</summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/implementation-integration-guides/receiving-audience-data/real-time-outbound-transfers/real-time-outbound-transfers</remarks>
internal sealed class HttpPushDestination(DestinationHttp http, AccessTokens tokens, TimeProvider time) : SettingsDestination<HttpPushSettings>(HttpPushType.Create())
{
    private readonly HttpPushClient client = new(http, tokens, time);

    public override void Validate(DestinationAccount account)
    {
        AccountValidation.Check(Type, account);
        Read(account).CheckCertificate();
    }

    protected override Task<DestinationResult> CheckAsync(HttpPushSettings settings, CancellationToken cancellationToken) =>
        client.PostAsync(settings, HttpPushBody.Check(settings, time.GetUtcNow()), "check", "0", cancellationToken);

    protected override async Task<SendResult> SendAsync(HttpPushSettings settings, DestinationBatch batch, CancellationToken cancellationToken)
    {
        foreach (var users in HttpPushUsers.Of(batch.Rows, settings))
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"{batch.Key}/{users.Identifier}/{users.Number}");
            var result = await client.PostAsync(settings, HttpPushBody.Of(settings, users, batch), key, batch.Sequence, cancellationToken);
            if (result.Outcome != DestinationOutcome.Success)
            {
                return SendResult.Failure(result);
            }
        }

        return SendResult.Success;
    }

    protected override HttpPushSettings Read(DestinationAccount account) => new(account);
}
