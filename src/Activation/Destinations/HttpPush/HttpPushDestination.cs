using System.Globalization;
using Activation.Destinations.OAuth;

namespace Activation.Destinations.HttpPush;

/// <summary>Pushes who enters and who leaves to a receiver's address, as Audience Manager's real-time transfers do. The receiver knows the audience by its segment id alone.</summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/implementation-integration-guides/receiving-audience-data/real-time-outbound-transfers/real-time-outbound-transfers</remarks>
internal sealed class HttpPushDestination(DestinationHttp http, AccessTokens tokens, TimeProvider time) : IDestination
{
    private readonly HttpPushClient client = new(http, tokens, time);

    public DestinationType Type { get; } = HttpPushType.Create();

    public void Validate(DestinationAccount account)
    {
        AccountValidation.Check(Type, account);
        Read(account).CheckCertificate();
    }

    public async Task<DestinationResult> CheckAsync(DestinationAccount account, CancellationToken cancellationToken) =>
        AccountValidation.TryRead(account, Read, out var settings, out var failure)
            ? await client.PostAsync(settings, HttpPushBody.Check(settings, time.GetUtcNow()), "check", "0", cancellationToken)
            : failure;

    /// <summary>There is nothing to make: the sync's id names the audience.</summary>
    public Task<EnsureAudienceResult> EnsureAudienceAsync(DestinationAccount account, AudienceSpec audience, CancellationToken cancellationToken) =>
        Task.FromResult(new EnsureAudienceResult(DestinationResult.Success, audience.Sync.Value));

    public async Task<SendResult> SendAsync(DestinationAccount account, DestinationBatch batch, CancellationToken cancellationToken)
    {
        if (!AccountValidation.TryRead(account, Read, out var settings, out var failure))
        {
            return SendResult.Failure(failure);
        }

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

    private static HttpPushSettings Read(DestinationAccount account) => new(account);
}
