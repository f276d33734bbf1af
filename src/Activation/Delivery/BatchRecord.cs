using System.Text.Json.Serialization;
using Activation.Delivery.Processing;

namespace Activation.Delivery;

/// <summary>One batch of a run: `GET /api/batches`.</summary>
public sealed record BatchRecord
{
    public const int MaxReceipts = 10;

    /// <summary>Of a batch that is sent in parts; their calls are looked after as far as a row of the table has room.</summary>
    private const int MaxAwaited = 100;

    public required string BatchId { get; init; }

    public required BatchOperation Operation { get; init; }

    public required BatchState State { get; init; }

    public required int Members { get; init; }

    /// <summary>Name of the blob, in the container `batches`, of the members; another one for each attempt to plan the run.</summary>
    public string? Payload { get; init; }

    /// <summary>Members that the destination refused and did not name in as many calls as it was given; counted as failed in the run, or as not removed.</summary>
    public int UnnamedRejections { get; init; }

    /// <summary>Of a delivered batch: members that the destination refused and named. Null: not delivered, or by an earlier version.</summary>
    public int? Rejected { get; init; }

    /// <summary>Times that a send was begun.</summary>
    public int Attempts { get; init; }

    /// <summary>Calls made so far to find the members for whom the destination refuses the whole batch, or whom it refuses without naming them; 0 if it does neither.</summary>
    public int Calls { get; init; }

    public DateTimeOffset? NextAttemptAt { get; init; }

    public DateTimeOffset? FirstAttemptAt { get; init; }

    /// <summary>Since when this batch, or those of the runs before it, could not be delivered; retries end 24 hours later.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>Where the latest attempt went.</summary>
    public string? Destination { get; init; }

    /// <summary>Of the latest calls that the platform took, at most <see cref="MaxReceipts"/>: see <see cref="Destinations.SendResult.Receipt"/>. Null: it gives none.</summary>
    public IReadOnlyList<string>? Receipts { get; init; }

    /// <summary>Calls of which the platform has not said yet what became of them, at most 100. Null: there is none.</summary>
    public IReadOnlyList<AwaitedCall>? Awaited { get; init; }

    /// <summary>What became of the others that the platform worked on after it had answered. Null: there is none.</summary>
    public ProcessedCalls? Processed { get; init; }

    /// <summary>Of the calls of <see cref="Processed"/> that failed as a whole, those whose members were planned again since.</summary>
    public int Reopened { get; init; }

    /// <summary>True: what was delivered counts only once the destination has finished the run, see <see cref="Destinations.SendResult.Record"/>.</summary>
    public bool AwaitsRunEnd { get; init; }

    /// <summary>Of a dead-lettered batch: when a later run made up for it, or was asked to.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>That run; null if the sync was deleted.</summary>
    public string? ReplayedBy { get; init; }

    /// <summary>The platform's or our code of the last failure.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>What it means and what to do.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>A call failed as a whole after it was taken, and its members were not planned again yet.</summary>
    internal bool HasFailedCalls => Processed?.Failed > Reopened;

    /// <summary>Its payload is needed after the run: the platform has not said of every call what became of it, or members are to be planned again.</summary>
    internal bool NeedsPayload => Awaited is { Count: > 0 } || HasFailedCalls;

    internal BatchRecord Received(IReadOnlyList<AwaitedCall> calls) => calls.Count == 0 ? this : this with
    {
        Receipts = [.. (Receipts ?? []).Concat(calls.Select(c => c.Receipt)).TakeLast(MaxReceipts)],
        Awaited = [.. (Awaited ?? []).Concat(calls).Reverse().DistinctBy(c => c.Receipt, StringComparer.Ordinal).Take(MaxAwaited).Reverse()],
    };

    /// <summary>With what has become of its calls, by their receipts. Calls that are not waited for any more stay as they are.</summary>
    internal BatchRecord After(IReadOnlyDictionary<string, CallProgress> progress)
    {
        var awaited = new List<AwaitedCall>();
        var processed = Processed ?? new ProcessedCalls();
        foreach (var call in Awaited ?? [])
        {
            var next = progress.GetValueOrDefault(call.Receipt);
            if ((next is null ? call : next.Awaited) is { } still)
            {
                awaited.Add(still);
            }

            processed = next?.Ended is { } ended ? processed.Plus(ended) : processed;
        }

        return this with { Awaited = awaited.Count == 0 ? null : awaited, Processed = processed.Calls == 0 ? null : processed };
    }
}

[JsonConverter(typeof(NamedEnumConverter<BatchOperation>))]
public enum BatchOperation
{
    [JsonStringEnumMemberName("remove")] Remove,
    [JsonStringEnumMemberName("add")] Add,
}

[JsonConverter(typeof(NamedEnumConverter<BatchState>))]
public enum BatchState
{
    [JsonStringEnumMemberName("queued")] Queued,
    [JsonStringEnumMemberName("delivered")] Delivered,
    [JsonStringEnumMemberName("retrying")] Retrying,
    [JsonStringEnumMemberName("deadLettered")] DeadLettered,
}
