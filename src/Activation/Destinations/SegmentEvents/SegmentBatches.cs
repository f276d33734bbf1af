using System.Buffers;

namespace Activation.Destinations.SegmentEvents;

/// <summary>The bodies in which the events of a batch go, each within the API's limits: `{"batch": […]}`.</summary>
/// <remarks>https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/#max-request-size</remarks>
internal sealed class SegmentBatches
{
    /// <summary>32 KB an event, 500 KB and 2,500 events a request, counted in thousands to be on the safe side.</summary>
    public const int MaxEventBytes = 32_000;
    public const int MaxBytes = 500_000;
    public const int MaxEvents = 2_500;

    public const string TooLarge = "eventTooLarge";

    private static readonly byte[] Begin = """{"batch":["""u8.ToArray();
    private static readonly byte[] End = "]}"u8.ToArray();

    private readonly List<byte[]> bodies = [];
    private readonly List<RejectedRow> rejected = [];
    private ArrayBufferWriter<byte> body = new();
    private int events;

    public IReadOnlyList<byte[]> Bodies => bodies;

    /// <summary>Members of whom an event is too large: nothing of them is in the bodies.</summary>
    public IReadOnlyList<RejectedRow> Rejected => rejected;

    public static SegmentBatches Of(DestinationBatch batch, SegmentEventsSettings settings)
    {
        var batches = new SegmentBatches();
        foreach (var (index, row) in batch.Rows.Index())
        {
            List<byte[]> own = [.. row.Values.SelectMany(i => i.Value.SelectMany(id => EventsOf(batch, settings, row, i.Key, id)))];
            if (own.Exists(e => e.Length > MaxEventBytes))
            {
                batches.rejected.Add(new RejectedRow(index, TooLarge));
            }
            else
            {
                own.ForEach(batches.Add);
            }
        }

        batches.Close();
        return batches;
    }

    /// <summary>A request without events: it only asks whether the write key is taken.</summary>
    public static byte[] Empty => [.. Begin, .. End];

    private static IEnumerable<byte[]> EventsOf(DestinationBatch batch, SegmentEventsSettings settings, MemberRow row, string identifier, string id)
    {
        if (settings.Identifies)
        {
            yield return SegmentEvent.Write(batch, identifier, id, row.Enrichment, isTrack: false);
        }

        if (settings.Tracks)
        {
            yield return SegmentEvent.Write(batch, identifier, id, row.Enrichment, isTrack: true);
        }
    }

    private void Add(byte[] json)
    {
        if (events == MaxEvents || body.WrittenCount + json.Length + 1 + End.Length > MaxBytes)
        {
            Close();
        }

        body.Write(events == 0 ? Begin : ","u8);
        body.Write(json);
        events++;
    }

    private void Close()
    {
        if (events > 0)
        {
            body.Write(End);
            bodies.Add(body.WrittenSpan.ToArray());
            body = new ArrayBufferWriter<byte>();
            events = 0;
        }
    }
}
