namespace Activation.Destinations.Meta.Conversions;

/// <summary>Tells a pixel who enters and who leaves an audience, for website custom audiences whose rules look at these events.</summary>
/// <remarks>https://developers.facebook.com/docs/marketing-api/conversions-api/using-the-api</remarks>
internal sealed class ConversionsDestination(DestinationHttp http, TimeProvider time) : SettingsDestination<ConversionsSettings>(ConversionsType.Create())
{
    private const string Unknown = "Meta does not know this pixel, or the access token may not use it. Check pixelId and the permissions.";

    private readonly MetaClient client = new(http, time);

    public override string AccountOf(DestinationAccount account) => $"{Type.Type}.{ConversionsSettings.PixelOf(account)}";

    protected override async Task<DestinationResult> CheckAsync(ConversionsSettings settings, CancellationToken cancellationToken)
    {
        var reply = await client.SendAsync(settings, HttpMethod.Get, $"{settings.Pixel}?fields=id", null, MetaJson.Default.MetaNode, n => n.Id is not null, cancellationToken);
        return OfPixel(reply.Result);
    }

    protected override async Task<SendResult> SendAsync(ConversionsSettings settings, DestinationBatch batch, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(batch.Rows.Count, ConversionsType.MaxEvents, nameof(batch));
        var content = PlatformClient.Json(ConversionsBody.Write(batch, settings));
        var reply = await client.SendAsync(
            settings, HttpMethod.Post, $"{settings.Pixel}/events", content, MetaJson.Default.MetaEventsReply, r => r.EventsReceived == batch.Rows.Count, cancellationToken);
        return new SendResult(OfPixel(reply.Result), []);
    }

    protected override ConversionsSettings Read(DestinationAccount account) => new(account, time.GetUtcNow());

    /// <summary>No call is about an audience; and a parameter that is not valid may be one event's.</summary>
    private static DestinationResult OfPixel(DestinationResult result) => result.Outcome switch
    {
        DestinationOutcome.AudienceMissing => result with { Outcome = DestinationOutcome.Stop, Message = Unknown },
        DestinationOutcome.Stop when MetaErrors.IsInvalidParameter(result.Code) =>
            result with { Outcome = DestinationOutcome.Refused, Message = "Meta refuses the events, since one of them is not valid." },
        _ => result,
    };
}
