using Activation.Local.Queues;
using Cronos;
using Microsoft.Azure.Functions.Worker;

namespace Activation.Local.Triggers;

/// <summary>Calls a timer's trigger when the schedule says so, in UTC.</summary>
internal sealed class TickTimer(CronExpression schedule, Func<TimerInfo, CancellationToken, Task> trigger, TimeProvider time, ILogger<TickTimer> logger) : BackgroundService
{
    /// <exception cref="LocalStartException">The text is no cron expression.</exception>
    public static CronExpression Parse(string text)
    {
        var format = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard;
        return CronExpression.TryParse(text, format, out var schedule)
            ? schedule
            : throw new LocalStartException("--schedule is a cron expression of five fields, or six with seconds first: '0 * * * *' for hourly.");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var from = time.GetUtcNow();
        while (schedule.GetNextOccurrence(from, TimeZoneInfo.Utc) is { } next)
        {
            await WaitUntilAsync(next, stoppingToken);
            try
            {
                await trigger(new TimerInfo(), stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                PumpLog.TickFailed(logger, e);
            }

            var now = time.GetUtcNow();
            from = now > next ? now : next;
        }
    }

    // Timers are limited to some 49 days, and a laptop sleeps: look at the clock at least once a minute.
    private async Task WaitUntilAsync(DateTimeOffset next, CancellationToken cancellationToken)
    {
        while (next - time.GetUtcNow() is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(left < TimeSpan.FromMinutes(1) ? left : TimeSpan.FromMinutes(1), time, cancellationToken);
        }
    }
}
