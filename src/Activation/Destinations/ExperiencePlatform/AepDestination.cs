using Activation.Destinations.Adobe;
using Activation.Destinations.OAuth;

namespace Activation.Destinations.ExperiencePlatform;

/// <summary>Experience Platform: profile records with a membership, streamed to an inlet. The sync's id names the audience in the profile.</summary>
internal sealed class AepDestination(DestinationHttp http, AccessTokens tokens, TimeProvider time) : SettingsDestination<AepSettings>(AepType.Create())
{
    /// <summary>A message takes about 1 KB, and a call at most 1 MB.</summary>
    private const int MostMessages = 500;

    private readonly TokenCalls client = new(http, tokens);

    public override string AccountOf(DestinationAccount account) => $"{Type.Type}.{AepSettings.InletOf(account)}";

    /// <summary>Only the credential is tried: an inlet has no call that changes nothing.</summary>
    protected override Task<DestinationResult> CheckAsync(AepSettings settings, CancellationToken cancellationToken) =>
        client.CheckAsync(settings.Credential.Token, cancellationToken);

    protected override async Task<SendResult> SendAsync(AepSettings settings, DestinationBatch batch, CancellationToken cancellationToken)
    {
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

    protected override async Task<AudienceReport?> ReportAsync(AepSettings settings, string audienceId, IReadOnlyList<string> receipts, CancellationToken cancellationToken) =>
        settings.FlowRuns is { } runs ? await new AepReports(client, time).ReportAsync(settings, runs, cancellationToken) : null;

    protected override AepSettings Read(DestinationAccount account) => new(account);
}
