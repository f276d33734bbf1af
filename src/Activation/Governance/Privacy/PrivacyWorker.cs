using System.Diagnostics;
using Activation.Monitoring.Tracing;
using Activation.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Activation.Governance.Privacy;

/// <summary>
/// Handles `privacy` messages: carries a request on as far as it goes now, saves that, and looks again later. Every step may be done again, so a host that dies loses
/// nothing: the tick sends a message for a request whose own was lost.
/// </summary>
public sealed class PrivacyWorker
{
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(5);

    /// <summary>A message that comes so much before a request is due is one too many.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(30);

    private readonly PrivacyStore store;
    private readonly PrivacySteps steps;
    private readonly BlobLeases leases;
    private readonly IMessageQueue queue;
    private readonly PrivacyOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<PrivacyWorker> logger;

    internal PrivacyWorker(
        PrivacyStore store, PrivacySteps steps, BlobLeases leases, IMessageQueue queue, IOptions<PrivacyOptions> options, TimeProvider time, ILogger<PrivacyWorker> logger)
    {
        this.store = store;
        this.steps = steps;
        this.leases = leases;
        this.queue = queue;
        this.options = options.Value;
        this.time = time;
        this.logger = logger;
    }

    public async Task HandleAsync(PrivacyMessage message, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(message.RequestId, cancellationToken) is not { IsOpen: true } found || found.NextAt - time.GetUtcNow() > Early)
        {
            return;
        }

        await Work.RunAsync(
            logger, "privacy", new WorkTags(new KeyValuePair<string, object?>("request", message.RequestId)), () => HandleLeasedAsync(message, cancellationToken), cause: message.TraceParent, kind: ActivityKind.Consumer);
    }

    private async Task HandleLeasedAsync(PrivacyMessage message, CancellationToken cancellationToken)
    {
        await using var lease = await leases.TryAcquireAsync($"privacy-{message.RequestId}", cancellationToken);
        if (lease is null)
        {
            // One message for each span is enough, however many ask: the host that works on it may die.
            await queue.SendPrivacyAsync(message, $"busy-{time.GetUtcNow().Ticks / Busy.Ticks}", Busy, cancellationToken);
            return;
        }

        using var held = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Lost);
        if (await store.FindAsync(message.RequestId, held.Token) is { IsOpen: true } entry)
        {
            await AdvanceAsync(entry, message, held.Token);
        }
    }

    private async Task AdvanceAsync(PrivacyEntry entry, PrivacyMessage message, CancellationToken cancellationToken)
    {
        var next = await steps.AdvanceAsync(entry, cancellationToken);
        var idle = Progress(next) == Progress(entry) ? message.Idle + 1 : 0;
        var now = time.GetUtcNow();
        var wait = next.NextAt is { } at && at > now ? at - now : Wait(idle);
        next = next with { NextAt = now + wait };
        await store.UpdateAsync(entry.Request.RequestId, _ => next, cancellationToken);
        if (next.IsOpen)
        {
            await queue.SendPrivacyAsync(message with { Idle = idle }, $"{now.UtcTicks}", wait, cancellationToken);
            return;
        }

        PrivacyLog.Ended(logger, entry.Request.RequestId, next.Request.Status);
    }

    private TimeSpan Wait(int idle) => TimeSpan.FromSeconds(Math.Min(options.MaxCheckSeconds, options.CheckSeconds * Math.Pow(2, Math.Min(idle, 20))));

    /// <summary>Differs when something was done beyond looking.</summary>
    private static (bool, DateTimeOffset?, DateTimeOffset?, int, int, int) Progress(PrivacyEntry entry) => (
        entry.AllFound, entry.PurgedAt, entry.RewrittenAt, entry.Request.People,
        entry.Request.Destinations.Count(d => d.Status != PrivacyStatus.Running), entry.Request.Stores.Count(s => s.Status != PrivacyStatus.Running));
}
