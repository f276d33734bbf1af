using System.Diagnostics.Metrics;
using Activation.Delivery;
using Activation.Delivery.Processing;
using Activation.Destinations;
using Activation.Import;
using Activation.Monitoring.Metrics;
using Activation.Sync;
using Microsoft.Extensions.DependencyInjection;

namespace Activation.Tests.Monitoring;

public sealed class MetricsTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 6, 0, 0, TimeSpan.Zero);
    private static readonly string[] Tags = ["source", "sync", "destination", "operation", "outcome", "reason", "code", "state", "mode", "step", "queue"];

    private readonly ServiceProvider provider = new ServiceCollection().AddMetrics().AddSingleton<ActivationMetrics>().BuildServiceProvider();
    private readonly List<string> seen = [];
    private readonly MeterListener listener = new();
    private readonly ActivationMetrics metrics;

    public MetricsTests()
    {
        var factory = provider.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == ActivationMetrics.MeterName && ReferenceEquals(instrument.Meter.Scope, factory))
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((i, value, tags, _) => Add(i, value, tags));
        listener.SetMeasurementEventCallback<double>((i, value, tags, _) => Add(i, value, tags));
        listener.Start();
        metrics = provider.GetRequiredService<ActivationMetrics>();
    }

    public void Dispose()
    {
        listener.Dispose();
        provider.Dispose();
    }

    [Fact]
    public void ImportEnded_CountsRowsAndReasons_WithoutTheFile()
    {
        metrics.ImportEnded(new ImportRecord
        {
            ImportId = "airline.0011223344556677", Source = "airline", Name = "jane.csv", State = ImportState.Completed, DroppedAt = Start, StartedAt = Start, EndedAt = Start.AddSeconds(3),
            RowsRead = 10, Accepted = 8, Rejected = 2, Reasons = new Dictionary<string, long>(StringComparer.Ordinal) { ["noIdentifier"] = 2 },
        });

        seen.ShouldBe(
        [
            "activation.imports 1 source=airline state=completed code=",
            "activation.import.rows 8 source=airline outcome=accepted", "activation.import.rows 2 source=airline outcome=rejected",
            "activation.import.rejects 2 source=airline reason=noIdentifier", "activation.import.duration 3 source=airline",
        ]);
    }

    [Fact]
    public void RunEnded_CountsMembersByReason()
    {
        metrics.RunEnded(new RunRecord
        {
            RunId = "gold.20261124060000000t", Sync = "gold", Mode = RunMode.Delta, State = RunState.CompletedWithErrors, RequestedAt = Start, StartedAt = Start, EndedAt = Start.AddSeconds(9),
            Received = 10, Activated = 7, Excluded = 2, Failed = 1, Reasons = new Dictionary<string, long>(StringComparer.Ordinal) { ["suppressed"] = 2, ["emptyExternalId"] = 1 },
        });

        seen.ShouldBe(
        [
            "activation.runs 1 sync=gold mode=delta state=completedWithErrors code=", "activation.run.duration 9 sync=gold mode=delta",
            "activation.run.members 7 sync=gold outcome=activated reason=", "activation.run.members 2 sync=gold outcome=notActivated reason=suppressed",
            "activation.run.members 1 sync=gold outcome=notActivated reason=emptyExternalId",
        ]);
    }

    [Theory]
    [InlineData(BatchState.Delivered, "activation.delivery.rows 97 destination=meta operation=add outcome=delivered")]
    [InlineData(BatchState.Retrying, "activation.delivery.retries 1 destination=meta code=timeout")]
    [InlineData(BatchState.DeadLettered, "activation.delivery.dead_letters 1 destination=meta code=timeout")]
    public void Attempted_ByState(BatchState state, string expected)
    {
        metrics.Attempted(new BatchRecord { BatchId = "gold.1.1", Operation = BatchOperation.Add, State = state, Members = 100, Destination = "meta", ErrorCode = "timeout" }, rejected: 3);

        seen[0].ShouldBe(expected);
    }

    [Fact]
    public void Processed_CountsWhatIsNew()
    {
        var before = new BatchRecord { BatchId = "gold.1.1", Operation = BatchOperation.Add, State = BatchState.Delivered, Members = 100, Destination = "google" };
        var known = before with { Processed = new ProcessedCalls { Calls = 1, Rows = 40, Refused = 1, Reasons = new Dictionary<string, long> { ["deniedConsent"] = 1 } } };

        metrics.Processed(before, known);
        metrics.Processed(known, known with { Processed = new ProcessedCalls { Calls = 4, Failed = 1, GivenUp = 1, Rows = 70, Refused = 11, Reasons = new Dictionary<string, long> { ["deniedConsent"] = 1, ["other"] = 10 } } });

        seen.ShouldBe(
        [
            "activation.processing.calls 1 destination=google operation=add outcome=done", "activation.processing.rows 39 destination=google operation=add outcome=accepted reason=",
            "activation.processing.rows 1 destination=google operation=add outcome=refused reason=deniedConsent",
            "activation.processing.calls 1 destination=google operation=add outcome=done", "activation.processing.calls 1 destination=google operation=add outcome=failed",
            "activation.processing.calls 1 destination=google operation=add outcome=givenUp", "activation.processing.rows 20 destination=google operation=add outcome=accepted reason=",
            "activation.processing.rows 10 destination=google operation=add outcome=refused reason=other",
        ]);
    }

    [Fact]
    public void Called_CountsByOutcomeAndCode()
    {
        metrics.Called(new DestinationId("meta"), "add", new DestinationResult(DestinationOutcome.Throttled, "80003"), TimeSpan.FromSeconds(2));

        seen.ShouldBe(["activation.delivery.calls 1 destination=meta operation=add outcome=throttled code=80003", "activation.delivery.duration 2 destination=meta operation=add"]);
    }

    [Fact]
    public void Begun_ClockOfAnotherHostAhead_IsNotNegative()
    {
        metrics.Begun("deliver", Start.AddSeconds(1), Start);
        metrics.Begun("deliver", null, Start);

        seen.ShouldBe(["activation.queue.age 0 queue=deliver"]);
    }

    private void Add<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        where T : struct
    {
        var all = tags.ToArray();
        all.Select(t => t.Key).ShouldBeSubsetOf(Tags);
        seen.Add(FormattableString.Invariant($"{instrument.Name} {value} ") + string.Join(' ', all.Select(t => $"{t.Key}={t.Value}")));
    }
}
