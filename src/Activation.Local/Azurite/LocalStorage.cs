using Azure;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace Activation.Local.Azurite;

/// <summary>Makes storage answer: uses what is there, or starts Azurite.</summary>
internal static class LocalStorage
{
    /// <returns>The Azurite that was started; null if storage answered by itself.</returns>
    public static async Task<AzuriteProcess?> EnsureAsync(
        StorageAccount account, DataFolder data, Action<string> progress, CancellationToken cancellationToken, bool inMemory = false)
    {
        await AzuriteProcess.WaitForLeftoverAsync(data.AzuriteData, cancellationToken);
        var azurite = await StartIfNeededAsync(account, data, progress, inMemory, cancellationToken);
        try
        {
            await CheckAsync(account, cancellationToken);
            return azurite;
        }
        catch
        {
            if (azurite is not null)
            {
                await azurite.DisposeAsync();
            }

            throw;
        }
    }

    private static async Task<AzuriteProcess?> StartIfNeededAsync(StorageAccount account, DataFolder data, Action<string> progress, bool inMemory, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(account.Endpoints.Select(e => Ports.AnswersAsync(e, cancellationToken)));
        if (answers.All(a => a))
        {
            progress($"Storage answers at {account.Blobs}");
            return null;
        }

        var silent = account.Endpoints.Where((_, i) => !answers[i]).ToList();
        if (!account.IsLocal)
        {
            throw new LocalStartException($"Storage does not answer at {string.Join(", ", silent)}; check --storage and the network.");
        }

        if (silent.Count < account.Endpoints.Count)
        {
            throw new LocalStartException($"Something answers at one of the storage ports, but not at {string.Join(", ", silent)}; stop it, or choose other ports with --storage.");
        }

        var installation = new AzuriteInstallation(data.AzuriteInstallation);
        await installation.EnsureAsync(progress, cancellationToken);
        progress($"Starting Azurite at {account.Blobs}");
        var azurite = AzuriteProcess.Start(installation, account, data.AzuriteData, inMemory);
        try
        {
            await azurite.WaitUntilReadyAsync(account, cancellationToken);
            return azurite;
        }
        catch
        {
            await azurite.DisposeAsync();
            throw;
        }
    }

    private static async Task CheckAsync(StorageAccount account, CancellationToken cancellationToken)
    {
        try
        {
            await new BlobServiceClient(account.ConnectionString, Hasty(new BlobClientOptions())).GetPropertiesAsync(cancellationToken);
            await new QueueServiceClient(account.ConnectionString, Hasty(new QueueClientOptions())).GetPropertiesAsync(cancellationToken);
            await new TableServiceClient(account.ConnectionString, Hasty(new TableClientOptions())).GetPropertiesAsync(cancellationToken);
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException or HttpRequestException)
        {
            var reason = e is RequestFailedException { Status: > 0 } refused ? $"refuses the account of --storage (HTTP {refused.Status} {refused.ErrorCode})" : "does not answer as storage does";
            throw new LocalStartException($"What listens at {account.Blobs} {reason}.");
        }
    }

    private static T Hasty<T>(T options)
        where T : ClientOptions
    {
        options.Retry.MaxRetries = 1;
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(10);
        return options;
    }
}
