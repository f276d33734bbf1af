using System.Diagnostics.Metrics;
using Activation.Delivery;
using Activation.Delivery.Processing;
using Activation.Destinations;
using Activation.Import;
using Activation.Sync;

namespace Activation.Monitoring.Metrics;

/// <summary>
/// The meter `Activation`. Tags are ids of what users define (source, sync, destination), states, and reason codes: no person, no file name, no run, so that the number of
/// series stays small and none is personal data.
/// </summary>
public sealed class ActivationMetrics
{
    public const string MeterName = "Activation";

    private readonly Counter<long> imports;
    private readonly Counter<long> importRows;
    private readonly Counter<long> importRejects;
    private readonly Histogram<double> importDuration;
    private readonly Counter<long> runs;
    private readonly Counter<long> runMembers;
    private readonly Histogram<double> runDuration;
    private readonly Histogram<double> stepDuration;
    private readonly Gauge<long> audienceSize;
    private readonly Counter<long> calls;
    private readonly Histogram<double> callDuration;
    private readonly Counter<long> rows;
    private readonly Counter<long> retries;
    private readonly Counter<long> deadLetters;
    private readonly Counter<long> processedCalls;
    private readonly Counter<long> processedRows;
    private readonly Histogram<double> queueAge;

    public ActivationMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        imports = meter.CreateCounter<long>("activation.imports", "{import}", "Imports that ended, by source, state and failure code");
        importRows = meter.CreateCounter<long>("activation.import.rows", "{row}", "Rows of imported files, by source and outcome");
        importRejects = meter.CreateCounter<long>("activation.import.rejects", "{reject}", "Rejected rows and dropped cells, by source and reason");
        importDuration = meter.CreateHistogram<double>("activation.import.duration", "s", "From the start of an import to its end, by source");
        runs = meter.CreateCounter<long>("activation.runs", "{run}", "Runs that ended, by sync, mode, state and code");
        runMembers = meter.CreateCounter<long>("activation.run.members", "{member}", "Members of ended runs, by sync, outcome and reason");
        runDuration = meter.CreateHistogram<double>("activation.run.duration", "s", "From the start of a run to its end, by sync and mode");
        stepDuration = meter.CreateHistogram<double>("activation.run.step.duration", "s", "How long planning or closing a run took, by sync and step");
        audienceSize = meter.CreateGauge<long>("activation.audience.size", "{member}", "Members confirmed in the audience at the end of the last run, by sync");
        calls = meter.CreateCounter<long>("activation.delivery.calls", "{call}", "Calls to platforms, by destination, operation, outcome and code");
        callDuration = meter.CreateHistogram<double>("activation.delivery.duration", "s", "How long a call to a platform took, by destination and operation");
        rows = meter.CreateCounter<long>("activation.delivery.rows", "{row}", "Rows of delivered batches, by destination, operation and outcome");
        retries = meter.CreateCounter<long>("activation.delivery.retries", "{batch}", "Batches that will be tried again, by destination and code");
        deadLetters = meter.CreateCounter<long>("activation.delivery.dead_letters", "{batch}", "Batches that were given up, by destination and code");
        processedCalls = meter.CreateCounter<long>("activation.processing.calls", "{call}", "Calls of which a platform that works on them after its answer has said what became of them, by destination, operation and outcome");
        processedRows = meter.CreateCounter<long>("activation.processing.rows", "{row}", "Rows of these calls, by destination, operation, outcome and reason");
        queueAge = meter.CreateHistogram<double>("activation.queue.age", "s", "How long work had waited when it was begun, since it was due, by queue");
    }

    internal void ImportEnded(ImportRecord import)
    {
        var source = Tag("source", import.Source);
        imports.Add(1, source, Tag("state", ImportEntry.StateName(import.State)), Tag("code", import.Failure?.Code ?? ""));
        importRows.Add(import.Accepted, source, Tag("outcome", "accepted"));
        importRows.Add(import.Rejected, source, Tag("outcome", "rejected"));
        foreach (var (reason, count) in import.Reasons)
        {
            importRejects.Add(count, source, Tag("reason", reason));
        }

        Record(importDuration, import.EndedAt - import.StartedAt, source);
    }

    internal void RunEnded(RunRecord run)
    {
        var sync = Tag("sync", run.Sync);
        var mode = Tag("mode", Name(run.Mode));
        runs.Add(1, sync, mode, Tag("state", Name(run.State)), Tag("code", run.Code ?? ""));
        Record(runDuration, run.EndedAt - run.StartedAt, sync, mode);
        if (run.Mode == RunMode.Dry || run.State == RunState.Superseded)
        {
            return;
        }

        runMembers.Add(run.Activated, sync, Tag("outcome", "activated"), Tag("reason", ""));
        foreach (var (reason, count) in run.Reasons)
        {
            runMembers.Add(count, sync, Tag("outcome", "notActivated"), Tag("reason", reason));
        }
    }

    internal void StepEnded(SyncId sync, string step, TimeSpan duration) => stepDuration.Record(duration.TotalSeconds, Tag("sync", sync.Value), Tag("step", step));

    internal void AudienceIs(SyncId sync, long size) => audienceSize.Record(size, Tag("sync", sync.Value));

    internal void Called(DestinationId destination, string operation, DestinationResult result, TimeSpan duration)
    {
        calls.Add(1, Tag("destination", destination.Value), Tag("operation", operation), Tag("outcome", Name(result.Outcome)), Tag("code", result.Code));
        callDuration.Record(duration.TotalSeconds, Tag("destination", destination.Value), Tag("operation", operation));
    }

    /// <param name="batch">After an attempt.</param>
    /// <param name="rejected">Rows that the platform refused.</param>
    internal void Attempted(BatchRecord batch, int rejected)
    {
        var destination = Tag("destination", batch.Destination ?? "");
        switch (batch.State)
        {
            case BatchState.Delivered:
                var operation = Tag("operation", Name(batch.Operation));
                rows.Add(batch.Members - rejected, destination, operation, Tag("outcome", "delivered"));
                rows.Add(rejected, destination, operation, Tag("outcome", "rejected"));
                break;
            case BatchState.Retrying:
                retries.Add(1, destination, Tag("code", batch.ErrorCode ?? ""));
                break;
            case BatchState.DeadLettered:
                deadLetters.Add(1, destination, Tag("code", batch.ErrorCode ?? ""));
                break;
            default:
                break;
        }
    }

    /// <param name="before">Before its calls were asked for.</param>
    internal void Processed(BatchRecord before, BatchRecord after)
    {
        var (known, said) = (before.Processed ?? new ProcessedCalls(), after.Processed ?? new ProcessedCalls());
        var (destination, operation) = (Tag("destination", after.Destination ?? ""), Tag("operation", Name(after.Operation)));
        Add(processedCalls, said.Calls - said.Failed - said.GivenUp - (known.Calls - known.Failed - known.GivenUp), destination, operation, Tag("outcome", "done"));
        Add(processedCalls, said.Failed - known.Failed, destination, operation, Tag("outcome", "failed"));
        Add(processedCalls, said.GivenUp - known.GivenUp, destination, operation, Tag("outcome", "givenUp"));
        Add(processedRows, said.Rows - said.Refused - (known.Rows - known.Refused), destination, operation, Tag("outcome", "accepted"), Tag("reason", ""));
        foreach (var (reason, count) in said.Reasons)
        {
            Add(processedRows, count - known.Reasons.GetValueOrDefault(reason), destination, operation, Tag("outcome", "refused"), Tag("reason", reason));
        }
    }

    /// <param name="due">When the work could have begun; null: not known.</param>
    internal void Begun(string queue, DateTimeOffset? due, DateTimeOffset now) => Record(queueAge, now - due, Tag("queue", queue));

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);

    private static string Name<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static void Add(Counter<long> counter, long more, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (more > 0)
        {
            counter.Add(more, tags);
        }
    }

    private static void Record(Histogram<double> histogram, TimeSpan? duration, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (duration is { } took)
        {
            // Another host's clock may be behind.
            histogram.Record(Math.Max(0, took.TotalSeconds), tags);
        }
    }
}
