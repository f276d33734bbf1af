using Activation.Destinations.Adobe;
using Activation.Destinations.OAuth;

namespace Activation.Destinations.ExperiencePlatform;

/// <summary>Experience Platform: profile records with a membership, streamed to an inlet. The sync's id names the audience in the profile.</summary>
internal sealed class AepDestination(DestinationHttp http, AccessTokens tokens, TimeProvider time) : IDestination
{
    /// <summary>A message takes about 1 KB, and a call at most 1 MB.</summary>
    private const int MostMessages = 500;

    private readonly TokenCalls client = new(http, tokens);

    public DestinationType Type { get; } = AepType.Create();

    public void Validate(DestinationAccount account)
    {
        AccountValidation.Check(Type, account);
        _ = Read(account);
    }

    public string AccountOf(DestinationAccount account) => $"{Type.Type}.{AepSettings.InletOf(account)}";

    /// <summary>Only the credential is tried: an inlet has no call that changes nothing.</summary>
    public async Task<DestinationResult> CheckAsync(DestinationAccount account, CancellationToken cancellationToken) =>
        AccountValidation.TryRead(account, Read, out var settings, out var failure) ? await client.CheckAsync(settings.Credential.Token, cancellationToken) : failure;

    public Task<EnsureAudienceResult> EnsureAudienceAsync(DestinationAccount account, AudienceSpec audience, CancellationToken cancellationToken) =>
        Task.FromResult(new EnsureAudienceResult(DestinationResult.Success, audience.Sync.Value));

    public async Task<SendResult> SendAsync(DestinationAccount account, DestinationBatch batch, CancellationToken cancellationToken)
    {
        if (!AccountValidation.TryRead(account, Read, out var settings, out var failure))
        {
            return SendResult.Failure(failure);
        }

        var outcomes = new RowOutcomes();
        foreach (var identities in MemberIdentity.Of(batch.Rows).Chunk(MostMessages))
        {
            var body = AepBody.Write(settings, batch, identities);
            var reply = await client.SendAsync(
                settings.Credential.Token,
                () => new HttpRequestMessage(HttpMethod.Post, settings.Batches) { Content = PlatformClient.Json(body) },
                AepJson.Default.AepAnswer, a => a.Responses?.Count == identities.Length, r => AepErrors.Classify(r, time.GetUtcNow()), cancellationToken);
            if (reply.Value?.Responses is not { } responses)
            {
                return SendResult.Failure(reply.Result);
            }

            for (var i = 0; i < identities.Length; i++)
            {
                var (broken, refusal) = AepErrors.Of(responses[i]);
                if (broken is not null)
                {
                    return SendResult.Failure(broken);
                }

                if (refusal is not null)
                {
                    outcomes.Refuse(identities[i].Row, refusal);
                }
            }
        }

        return outcomes.ToResult(DestinationResult.Success);
    }

    public async Task<AudienceReport?> ReportAsync(DestinationAccount account, string audienceId, IReadOnlyList<string> receipts, CancellationToken cancellationToken) =>
        !AccountValidation.TryRead(account, Read, out var settings, out var failure) ? new AudienceReport(failure)
        : settings.FlowRuns is { } runs ? await new AepReports(client, time).ReportAsync(settings, runs, cancellationToken)
        : null;

    private static AepSettings Read(DestinationAccount account) => new(account);
}
