namespace Activation.IntegrationTests.Support;

internal static class Preparation
{
    /// <summary>Prepares what was started, and disposes of it if that fails, since its test never gets it then.</summary>
    public static async Task<T> PreparedAsync<T>(this Task<T> starting, Func<T, Task> prepare)
        where T : IAsyncDisposable
    {
        var started = await starting;
        try
        {
            await prepare(started);
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }
}
