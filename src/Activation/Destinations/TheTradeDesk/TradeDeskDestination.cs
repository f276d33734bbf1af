using System.Net.Http.Headers;
using System.Text.Json;

namespace Activation.Destinations.TheTradeDesk;

/// <summary>
/// The Trade Desk's first-party data: ids join a segment for a time, and leave it by a time of 0. A segment is no more than a name in each call, which therefore stays when the sync's changes.
/// </summary>
/// <remarks>https://partner.thetradedesk.com/v3/portal/data/doc/post-data-advertiser-external</remarks>
internal sealed class TradeDeskDestination(DestinationHttp http, TimeProvider time) : SettingsDestination<TradeDeskSettings>(TradeDeskType.Create())
{
    private const int MaxName = 100;

    private readonly PlatformClient client = new(http);
    private readonly Uid2Client uid2 = new(http, time);

    public override string AccountOf(DestinationAccount account) => $"{Type.Type}.{TradeDeskSettings.AdvertiserOf(account)}";

    /// <summary>Sends nobody: whether the platform takes that or calls it empty, it has taken the credentials.</summary>
    protected override async Task<DestinationResult> CheckAsync(TradeDeskSettings settings, CancellationToken cancellationToken)
    {
        var result = (await SendAsync(settings, [], cancellationToken)).Result;
        return result.Outcome == DestinationOutcome.Refused ? DestinationResult.Success : result;
    }

    protected override Task<EnsureAudienceResult> EnsureAudienceAsync(TradeDeskSettings settings, AudienceSpec audience, CancellationToken cancellationToken) =>
        Task.FromResult(new EnsureAudienceResult(DestinationResult.Success, audience.KnownId ?? TaggedName.Of(audience, MaxName)));

    protected override async Task<SendResult> SendAsync(TradeDeskSettings settings, DestinationBatch batch, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(batch.Rows.Count, TradeDeskType.MaxRows, nameof(batch));
        IReadOnlyDictionary<string, Uid2Mapping>? mappings = null;
        if (settings.Uid2 is { } mapper)
        {
            (var result, mappings) = await uid2.MapAsync(mapper, batch.Rows, cancellationToken);
            if (result.Outcome != DestinationOutcome.Success)
            {
                return SendResult.Failure(result);
            }
        }

        var items = TradeDeskItems.Of(batch, settings.Days, mappings);
        if (items.Items.Count == 0)
        {
            return SendResult.Success with { Rejected = items.Without };
        }

        var reply = await SendAsync(settings, items.Items, cancellationToken);
        return reply.Value is { } answer ? Rejections(answer, items) : SendResult.Failure(reply.Result);
    }

    internal static byte[] Body(string advertiserId, IReadOnlyList<TradeDeskItem> items) => JsonSerializer.SerializeToUtf8Bytes(new TradeDeskUpload(advertiserId, items), TradeDeskJson.Default.TradeDeskUpload);

    private static SendResult Rejections(TradeDeskAnswer answer, TradeDeskItems items)
    {
        var failures = answer.FailedLines ?? [];
        var named = failures.Where(f => f.Index is >= 0 && f.Index < items.MemberOfItem.Count).ToList();
        var rejected = items.Without.Concat(named.Select(f => new RejectedRow(items.MemberOfItem[f.Index ?? 0], f.Reason))).DistinctBy(r => r.Index).OrderBy(r => r.Index);
        return new SendResult(DestinationResult.Success, [.. rejected]) { UnnamedRejections = failures.Count - named.Count };
    }

    private async Task<PlatformReply<TradeDeskAnswer>> SendAsync(TradeDeskSettings settings, IReadOnlyList<TradeDeskItem> items, CancellationToken cancellationToken)
    {
        var body = Body(settings.AdvertiserId, items);
        using var request = new HttpRequestMessage(HttpMethod.Post, settings.Address) { Content = PlatformClient.Json(body) };
        var (header, proof) = settings.Prove(body);
        request.Headers.Add(header, proof);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return await client.SendAsync(request, TradeDeskJson.Default.TradeDeskAnswer, static _ => true, r => TradeDeskErrors.Classify(r, time.GetUtcNow()), cancellationToken);
    }

    protected override TradeDeskSettings Read(DestinationAccount account) => new(account);
}
