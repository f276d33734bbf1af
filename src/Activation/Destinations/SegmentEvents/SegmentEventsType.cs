using Activation.Profiles;

namespace Activation.Destinations.SegmentEvents;

/// <summary>The catalogue entry of events to Segment's HTTP Tracking API, as Engage sends them to event destinations.</summary>
/// <remarks>https://segment.com/docs/engage/using-engage-data/ and https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/</remarks>
internal static class SegmentEventsType
{
    public const string DefaultBaseUrl = "https://api.segment.io";

    public static DestinationType Create() => new()
    {
        Type = "segmentevents",
        DisplayName = "Segment events (Audience Entered and Exited)",
        SettingsSchema = new TypeSchema()
            .Choice("calls", "what is sent of each change", [SegmentEventsSettings.Both, SegmentEventsSettings.Track, SegmentEventsSettings.Identify], SegmentEventsSettings.Both)
            .ApiBaseUrl(DefaultBaseUrl)
            .Create(),
        SecretSchema = new TypeSchema().Credential("writeKey", "the write key of an HTTP API source", maxLength: 200).Create(),
        Identifiers = [new(Identifiers.ExternalId, "external_id"), new(Identifiers.Email, "email"), new(Identifiers.Gaid, "gaid"), new(Identifiers.Idfa, "idfa")],
        Keys = [new(Identifiers.ExternalId), new(Identifiers.Email), new(Identifiers.Gaid), new(Identifiers.Idfa)],
        MaxBatch = 1_000,
        OneValuePerRow = true,
        TakesTraits = true,

        // 1,000 events a second is Engage's limit for inbound data; a call of ours has up to 2,500.
        Limits = new(Concurrency: 2, CallsPerMinute: 30, Burst: 10),
        Documentation = new Uri("https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/"),
    };
}
