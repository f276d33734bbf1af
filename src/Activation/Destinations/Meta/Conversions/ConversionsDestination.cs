namespace Activation.Destinations.Meta.Conversions;

/// <summary>Tells a pixel who enters and who leaves an audience, for website custom audiences whose rules look at these events.</summary>
/// <remarks>https://developers.facebook.com/docs/marketing-api/conversions-api/using-the-api</remarks>
internal sealed class ConversionsDestination(DestinationHttp http, TimeProvider time) : IDestination
{
    private const string Unknown = "Meta does not know this pixel, or the access token may not use it. Check pixelId and the permissions.";

    private readonly MetaClient client = new(http, time);

    public DestinationType Type { get; } = ConversionsType.Create();

    public void Validate(DestinationAccount account)
    {
        AccountValidation.Check(Type, account);
        _ = Read(account);
    }

    public string AccountOf(DestinationAccount account) => $"{Type.Type}.{ConversionsSettings.PixelOf(account)}";

    public async Task<DestinationResult> CheckAsync(DestinationAccount account, CancellationToken cancellationToken)
    {
        if (!AccountValidation.TryRead(account, Read, out var settings, out var failure))
        {
            return failure;
        }

        var reply = await client.SendAsync(settings, HttpMethod.Get, $"{settings.Pixel}?fields=id", null, MetaJson.Default.MetaNode, n => n.Id is not null, cancellationToken);
        return OfPixel(reply.Result);
    }

    /// <summary>There is nothing to make: the sync's id is in each event, and the audience's rule at Meta asks for it.</summary>
    public Task<EnsureAudienceResult> EnsureAudienceAsync(DestinationAccount account, AudienceSpec audience, CancellationToken cancellationToken) =>
        Task.FromResult(new EnsureAudienceResult(DestinationResult.Success, audience.Sync.Value));

    public async Task<SendResult> SendAsync(DestinationAccount account, DestinationBatch batch, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(batch.Rows.Count, ConversionsType.MaxEvents, nameof(batch));
        if (!AccountValidation.TryRead(account, Read, out var settings, out var failure))
        {
            return SendResult.Failure(failure);
        }

        var content = PlatformClient.Json(ConversionsBody.Write(batch, settings));
        var reply = await client.SendAsync(
            settings, HttpMethod.Post, $"{settings.Pixel}/events", content, MetaJson.Default.MetaEventsReply, r => r.EventsReceived == batch.Rows.Count, cancellationToken);
        return new SendResult(OfPixel(reply.Result), []);
    }

    private ConversionsSettings Read(DestinationAccount account) => new(account, time.GetUtcNow());

    /// <summary>No call is about an audience; and a parameter that is not valid may be one event's.</summary>
    private static DestinationResult OfPixel(DestinationResult result) => result.Outcome switch
    {
        DestinationOutcome.AudienceMissing => result with { Outcome = DestinationOutcome.Stop, Message = Unknown },
        DestinationOutcome.Stop when MetaErrors.IsInvalidParameter(result.Code) =>
            result with { Outcome = DestinationOutcome.Refused, Message = "Meta refuses the events, since one of them is not valid." },
        _ => result,
    };
}
