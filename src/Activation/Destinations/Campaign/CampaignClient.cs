using Activation.Destinations.OAuth;

namespace Activation.Destinations.Campaign;

/// <summary>Calls to Campaign's REST API.</summary>
internal sealed class CampaignClient(DestinationHttp http, AccessTokens tokens, TimeProvider time)
{
    private const int MostPages = 100;

    private static readonly CampaignResource Nothing = new();

    private readonly TokenCalls client = new(http, tokens);

    /// <summary>Makes a call; what a call that deletes answers is not read.</summary>
    public async Task<PlatformReply<CampaignResource>> SendAsync(CampaignSettings settings, HttpMethod method, Uri address, byte[]? body, CancellationToken cancellationToken)
    {
        var reply = await client.SendAsync(
            settings.Credential.Token,
            () =>
            {
                var request = new HttpRequestMessage(method, address) { Content = body is null ? null : PlatformClient.Json(body) };
                request.Headers.Add("X-Api-Key", settings.Credential.ClientId);
                return request;
            },
            CampaignJson.Default.CampaignResource, static _ => true, r => CampaignErrors.Classify(r, time.GetUtcNow()), cancellationToken);
        return reply.Reply.IsSuccess && method == HttpMethod.Delete ? new PlatformReply<CampaignResource>(DestinationResult.Success, Nothing, reply.Reply) : reply;
    }

    /// <summary>Goes through a list until something in it is what is sought.</summary>
    public async Task<(DestinationResult Result, CampaignResource? Found)> FindAsync(CampaignSettings settings, Uri list, Func<CampaignResource, bool> isSought, CancellationToken cancellationToken)
    {
        Uri? page = list;
        for (var i = 0; page is not null && i < MostPages; i++)
        {
            var reply = await SendAsync(settings, HttpMethod.Get, page, null, cancellationToken);
            if (reply.Value is not { } answer)
            {
                return (reply.Result, null);
            }

            if ((answer.Content ?? []).FirstOrDefault(isSought) is { } found)
            {
                return (reply.Result, found);
            }

            page = answer.Content is { Count: > 0 } ? settings.Own(answer.Next?.Href) : null;
        }

        return (DestinationResult.Success, null);
    }
}
