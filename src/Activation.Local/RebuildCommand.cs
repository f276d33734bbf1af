using System.CommandLine;
using Activation.Profiles;
using Activation.Storage;
using Azure;
using Azure.Identity;
using Microsoft.Extensions.Options;

namespace Activation.Local;

/// <summary>`rebuild-snapshot`: makes a deployment's snapshot anew from its profile table. Runs where the account can be reached, as whoever is signed in.</summary>
internal static class RebuildCommand
{
    private static readonly Option<string?> Account = new("--account") { Description = "Name of a storage account in Azure, reached as whoever is signed in (az login) with Storage Blob Data Contributor and Storage Table Data Reader" };
    private static readonly Option<string?> Storage = new("--storage") { Description = "Instead of it, a connection string, such as the emulator's" };

    public static Command Create()
    {
        var command = new Command("rebuild-snapshot", "Makes the snapshot anew from the profile table. Imports have to rest.") { Account, Storage };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(Account), parsed.GetValue(Storage), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string? account, string? storage, CancellationToken cancellationToken)
    {
        if (account is null == storage is null)
        {
            await Console.Error.WriteLineAsync("Say which storage: --account NAME, or --storage with a connection string.");
            return 1;
        }

        try
        {
            await using var services = Services(account, storage);
            var rows = await services.GetRequiredService<SnapshotRebuild>().RunAsync((shard, count) => Console.WriteLine($"Shard {shard:x}: {count:#,0} rows"), cancellationToken);
            Console.WriteLine($"The snapshot has {rows:#,0} rows, as the table has.");
            return 0;
        }
        catch (Exception e) when (e is InvalidOperationException or RequestFailedException or AuthenticationFailedException or OptionsValidationException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static ServiceProvider Services(string? account, string? storage)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Activation:Storage:ConnectionString"] = storage,
            ["Activation:Storage:BlobServiceUri"] = account is null ? null : $"https://{account}.blob.core.windows.net",
            ["Activation:Storage:TableServiceUri"] = account is null ? null : $"https://{account}.table.core.windows.net",
        }).Build();
        return new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSingleton<Definitions>().AddActivationStorage(configuration).BuildServiceProvider();
    }
}
