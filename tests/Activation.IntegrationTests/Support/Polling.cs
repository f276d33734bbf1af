using System.Diagnostics;

namespace Activation.IntegrationTests.Support;

/// <summary>Waits for what another process does, by looking again.</summary>
internal static class Polling
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>The first answer that is not null.</summary>
    /// <exception cref="TimeoutException">Says what was waited for.</exception>
    public static async Task<T> UntilAsync<T>(string what, TimeSpan limit, Func<Task<T?>> look)
        where T : class
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            if (await look() is { } found)
            {
                return found;
            }

            if (watch.Elapsed > limit)
            {
                throw new TimeoutException($"Waited {limit.TotalSeconds:0} s for {what}.");
            }

            await Task.Delay(Pause);
        }
    }

    public static async Task UntilTrueAsync(string what, TimeSpan limit, Func<Task<bool>> look) =>
        await UntilAsync(what, limit, async () => await look() ? "yes" : null);
}
