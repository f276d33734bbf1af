using Activation.Profiles;
using Activation.Profiles.Events;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Activation.Storage;

public static class StorageServices
{
    public static IServiceCollection AddActivationStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StorageOptions>().Bind(configuration.GetSection(StorageOptions.Section)).ValidateSettings(StorageOptions.Section)
            .Validate(
                o => o.ConnectionString is { Length: > 0 } || (o.BlobServiceUri is not null && o.TableServiceUri is not null),
                $"Set {StorageOptions.Section}:ConnectionString, or both {StorageOptions.Section}:BlobServiceUri and {StorageOptions.Section}:TableServiceUri.")
            .Validate(o => o.FitsEvaluation, StorageOptions.TooSmall)
            .ValidateOnStart();
        services.AddSingleton(CreateStorage);
        services.AddSingleton<ScratchFolder>();
        services.AddSingleton<BlobFileCache>();
        services.AddSingleton<BlobLeases>();
        services.AddSingleton<TraitCatalog>();
        services.AddSingleton<SnapshotStore>().AddSingleton<SnapshotRebuild>();
        services.AddSingleton<ProfileAliases>();
        services.AddSingleton<ProfileStore>();
        services.AddSingleton<EventCatalog>().AddSingleton<EventStore>().AddSingleton<EventCompaction>();
        return services;
    }

    private static ActivationStorage CreateStorage(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<StorageOptions>>().Value;
        if (options.ConnectionString is { Length: > 0 } connection)
        {
            return new ActivationStorage(new BlobServiceClient(connection), new TableServiceClient(connection));
        }

        var credential = new DefaultAzureCredential();
        return new ActivationStorage(
            new BlobServiceClient(options.BlobServiceUri, credential),
            new TableServiceClient(options.TableServiceUri, credential));
    }
}
