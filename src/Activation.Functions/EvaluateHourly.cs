using Activation.Governance.Privacy;
using Activation.Import.Events;
using Activation.Sync;
using Microsoft.Azure.Functions.Worker;

namespace Activation.Functions;

/// <summary>The tick, hourly unless the setting `EvaluateSchedule` says otherwise: asks for a run of every sync that is due, carries on privacy requests that stand still, and forgets events whose time is over.</summary>
public sealed class EvaluateHourly(SyncRequests requests, PrivacyRequests privacy, EventUpkeep events, TimeProvider time)
{
    // Without it, a tick that finds storage out of reach is made up for an hour later.
    [Function(nameof(EvaluateHourly))]
    [FixedDelayRetry(5, "00:01:00")]
    public async Task RunAsync([TimerTrigger("%EvaluateSchedule%")] TimerInfo timer, CancellationToken cancellationToken)
    {
        _ = timer;
        await requests.TickAsync(NearestSecond(time.GetUtcNow()), cancellationToken);
        await privacy.TickAsync(cancellationToken);
        await events.RunAsync(cancellationToken);
    }

    // A timer may fire some milliseconds before its time; the tick is the time that was meant.
    private static DateTimeOffset NearestSecond(DateTimeOffset now) =>
        new((now.UtcTicks + (TimeSpan.TicksPerSecond / 2)) / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);
}
