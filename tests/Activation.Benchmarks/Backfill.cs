using System.Diagnostics;
using System.Text.Json;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Local.Sandbox;
using Activation.Segments;
using Activation.Storage;
using Activation.Sync;
using Microsoft.Extensions.DependencyInjection;

namespace Activation.Benchmarks;

/// <summary>What a backfill of new members into the sandbox's Meta took.</summary>
/// <param name="Run">Seconds, from the request to the end of the run.</param>
/// <param name="Delivery">Seconds, from the first batch to the last.</param>
/// <param name="DeliveryMemory">Peak from the first batch on, in bytes.</param>
/// <param name="Memory">Peak of the whole run, in bytes.</param>
internal sealed record Backfill(double Run, double Delivery, long DeliveryMemory, long Memory)
{
    public const string AdAccount = "act_42";

    public static readonly SyncId Sync = new("all");

    /// <summary>People, destination, segment and sync.</summary>
    /// <param name="world">With nobody in it.</param>
    public static async Task PrepareAsync(BenchmarkWorld world, Uri platform, int members, CancellationToken cancellationToken)
    {
        await SyntheticSnapshot.PublishAsync(world, members, cancellationToken);
        await DefineAsync(world, platform, cancellationToken);
    }

    /// <summary>Wants one of ten from now on.</summary>
    public static async Task NarrowAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var rule = JsonSerializer.SerializeToElement(new { trait = "tier", op = "eq", value = "Gold" });
        await services.GetRequiredService<Definitions>().Segments.PutAsync("all", new SegmentDefinition { Rule = rule }, cancellationToken);
    }

    /// <param name="services">Over a storage that is prepared.</param>
    /// <param name="members">In the audience afterwards.</param>
    /// <param name="mode">Delta at first; full, once more, for a refresh of everybody.</param>
    public static async Task<Backfill> RunAsync(IServiceProvider services, int members, RunMode mode, CancellationToken cancellationToken)
    {
        RunId run = default;
        var planning = 0L;
        PeakMemory.Reset();
        var begun = Stopwatch.GetTimestamp();
        var delivery = await services.GetRequiredService<WorkQueue>().RunAsync(
            async () => run = await services.GetRequiredService<SyncRequests>().RequestAsync(Sync, mode, cancellationToken),
            services.GetRequiredService<SyncEvaluator>(), services.GetRequiredService<BatchDelivery>(),
            async () => (await services.GetRequiredService<RunStore>().FindAsync(run, cancellationToken))?.EndedAt is not null,
            () =>
            {
                planning = PeakMemory.Bytes();
                PeakMemory.Reset();
            },
            cancellationToken);
        var (whole, delivering) = (Stopwatch.GetElapsedTime(begun), PeakMemory.Bytes());
        var record = await services.GetRequiredService<RunStore>().FindAsync(run, cancellationToken);
        if (record is not { State: RunState.Completed } || record.Activated != members)
        {
            throw new InvalidOperationException($"The run is {record?.State} with {record?.Activated} members in: {record?.Message}");
        }

        return new Backfill(whole.TotalSeconds, delivery.TotalSeconds, delivering, Math.Max(planning, delivering));
    }

    private static async Task DefineAsync(BenchmarkWorld world, Uri platform, CancellationToken cancellationToken)
    {
        var settings = JsonSerializer.SerializeToElement(new { adAccountId = AdAccount, apiBaseUrl = platform });
        var destination = new DestinationDefinition { Type = "meta", Settings = settings, Limits = new AccountLimits(Concurrency: 4, CallsPerMinute: 10_000, Burst: 10_000) };
        var secret = new Dictionary<string, string>(StringComparer.Ordinal) { ["accessToken"] = new SandboxOptions().AccessToken };
        await world.Get<DestinationRegistration>().PutAsync(new DestinationId("meta"), destination, secret, cancellationToken);
        var rule = JsonSerializer.SerializeToElement(new { trait = "tier", op = "exists" });
        await world.Get<Definitions>().Segments.PutAsync("all", new SegmentDefinition { Rule = rule }, cancellationToken);
        await world.Get<Definitions>().Syncs.PutAsync(Sync.Value, new SyncDefinition { Segment = "all", Destination = "meta", Identifiers = ["email"], MinimumSize = 0, MaxRemoveShare = 1 }, cancellationToken);
    }
}
