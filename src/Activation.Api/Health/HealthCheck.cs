using Activation.Api.Problems;
using Activation.Storage;
using Microsoft.Extensions.Logging;

namespace Activation.Api.Health;

/// <summary>Tries storage and broker, each for at most <see cref="Patience"/>.</summary>
internal sealed class HealthCheck(ActivationStorage storage, IMessageQueue queue, TimeProvider time, ILogger<HealthCheck> logger)
{
    private const string Ok = "ok";
    private const string Failing = "failing";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<HealthAnswer> RunAsync(CancellationToken cancellationToken)
    {
        var storageAnswers = TryAsync("storage", PingStorageAsync, cancellationToken);
        var queueAnswers = TryAsync("queue", queue.PingAsync, cancellationToken);
        await Task.WhenAll(storageAnswers, queueAnswers);
        var healthy = await storageAnswers && await queueAnswers;
        return new HealthAnswer(healthy ? Ok : Failing, await storageAnswers ? Ok : Failing, await queueAnswers ? Ok : Failing);
    }

    public static bool IsOk(HealthAnswer answer) => answer.Status == Ok;

    private async Task PingStorageAsync(CancellationToken cancellationToken)
    {
        if (!await storage.Container(StorageNames.Locks).ExistsAsync(cancellationToken))
        {
            throw new InvalidOperationException($"The container {StorageNames.Locks} is missing.");
        }

        await storage.Table(StorageNames.SyncsTable).GetEntityIfExistsAsync<Azure.Data.Tables.TableEntity>("health", "health", cancellationToken: cancellationToken);
    }

    private async Task<bool> TryAsync(string part, Func<CancellationToken, Task> ping, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await ping(either.Token);
            return true;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            ApiLog.Unhealthy(logger, e, part);
            return false;
        }
    }
}
