using Activation.Destinations.AdobeDcs;
using Activation.Destinations.Amazon;
using Activation.Destinations.Analytics;
using Activation.Destinations.AudienceManagerFiles;
using Activation.Destinations.Campaign;
using Activation.Destinations.CampaignClassic;
using Activation.Destinations.EventHub;
using Activation.Destinations.ExperiencePlatform;
using Activation.Destinations.File;
using Activation.Destinations.FileStores;
using Activation.Destinations.Google;
using Activation.Destinations.HttpPush;
using Activation.Destinations.LinkedIn;
using Activation.Destinations.Marketo;
using Activation.Destinations.Meta.Conversions;
using Activation.Destinations.Meta;
using Activation.Destinations.MicrosoftAds;
using Activation.Destinations.OAuth;
using Activation.Destinations.Outgoing;
using Activation.Destinations.Pinterest;
using Activation.Destinations.Reddit;
using Activation.Destinations.Secrets;
using Activation.Destinations.SegmentEvents;
using Activation.Destinations.ServerFiles;
using Activation.Destinations.ServiceBusTopic;
using Activation.Destinations.Snapchat;
using Activation.Destinations.Target;
using Activation.Destinations.TheTradeDesk;
using Activation.Destinations.TikTok;
using Activation.Destinations.Webhook;
using Activation.Destinations.X;
using Activation.Storage;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Activation.Destinations;

public static class DestinationsServices
{
    /// <summary>More than any answer of a platform; a larger one is not one of its answers.</summary>
    private const int MaxResponseBytes = 8 * 1024 * 1024;

    public static IServiceCollection AddDestinations(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IDestination, MetaDestination>();
        services.AddSingleton<IDestination, ConversionsDestination>();
        services.AddSingleton<IDestination, WebhookDestination>();
        services.AddSingleton<IDestination, FileDestination>();
        services.AddSingleton<IDestination, HttpPushDestination>();
        services.AddSingleton<IDestination, SegmentEventsDestination>();
        services.AddSingleton<IDestination, EventHubDestination>();
        services.AddSingleton<IDestination, ServiceBusTopicDestination>();
        services.AddSingleton<IDestination, ServerFilesDestination>();
        services.AddSingleton<IDestination, AudienceManagerFilesDestination>();
        services.AddSingleton<IDestination, GoogleDestination>();
        services.AddSingleton<IDestination, GoogleMobileDestination>();
        services.AddSingleton<IDestination, DcsDestination>();
        services.AddSingleton<IDestination, AepDestination>();
        services.AddSingleton<IDestination, MarketoDestination>();
        services.AddSingleton<IDestination, TargetDestination>();
        services.AddSingleton<IDestination, CampaignDestination>();
        services.AddSingleton<IDestination, ClassicDestination>();
        services.AddSingleton<IDestination, AnalyticsDestination>();
        services.AddSingleton<IDestination, LinkedInDestination>();
        services.AddSingleton<IDestination, MicrosoftAdsDestination>();
        services.AddSingleton<IDestination, PinterestDestination>();
        services.AddSingleton<IDestination, TikTokDestination>();
        services.AddSingleton<IDestination, SnapchatDestination>();
        services.AddSingleton<IDestination, RedditDestination>();
        services.AddSingleton<IDestination, XDestination>();
        services.AddSingleton<IDestination, AmazonDestination>();
        services.AddSingleton<IDestination, TradeDeskDestination>();
        services.AddSingleton<DestinationCatalog>().AddSingleton<DestinationAccounts>().AddSingleton<DestinationRegistration>();
        return services.AddDestinationHttp(configuration).AddSecrets(configuration);
    }

    private static IServiceCollection AddSecrets(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SecretOptions>().Bind(configuration.GetSection(SecretOptions.Section)).Validate(o => o.IsComplete, SecretOptions.Missing).ValidateOnStart();
        services.AddSingleton<ISecretStore>(static provider =>
            provider.GetRequiredService<IOptions<SecretOptions>>().Value.KeyVaultUri is { } uri
                ? new KeyVaultSecretStore(new SecretClient(uri, new DefaultAzureCredential()), provider.GetRequiredService<TimeProvider>())
                : ActivatorUtilities.CreateInstance<FileSecretStore>(provider));
        return services;
    }

    /// <summary>
    /// The client has a timeout and nothing else: the queue owns the retries. It follows no redirect (the token would travel along), heeds no proxy of the environment
    /// (the token would travel by it, and it would decide what is connected to), and does not log, because addresses hold proofs and cursors.
    /// </summary>
    internal static IServiceCollection AddDestinationHttp(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DestinationHttpOptions>().Bind(configuration.GetSection(DestinationHttpOptions.Section)).ValidateSettings(DestinationHttpOptions.Section)
            .Validate<IOptions<StorageOptions>>(static (http, storage) => http.FitsInto(storage.Value.LeaseSeconds), DestinationHttpOptions.TooLong)
            .Validate(static http => AllowedHosts.TryParse(http.AllowedHosts, out _), DestinationHttpOptions.UnreadableHosts).ValidateOnStart();
        services.AddSingleton<OutgoingConnections>();
        services.AddHttpClient(DestinationHttp.ClientName)
            .ConfigureHttpClient(static (provider, client) =>
            {
                client.Timeout = TimeSpan.FromSeconds(provider.GetRequiredService<IOptions<DestinationHttpOptions>>().Value.HttpTimeoutSeconds);
                client.MaxResponseContentBufferSize = MaxResponseBytes;
                client.DefaultRequestHeaders.UserAgent.ParseAdd("Activation/0.1");
            })
            .ConfigurePrimaryHttpMessageHandler(CreateHandler)
            .AddHttpMessageHandler(static provider => new ClientCertificateHandler(() => CreateHandler(provider)))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        services.AddSingleton<DestinationHttp>().AddSingleton<AccessTokens>().AddSingleton<FileStoreFactory>();
        return services;
    }

    private static SocketsHttpHandler CreateHandler(IServiceProvider provider)
    {
        var connections = provider.GetRequiredService<OutgoingConnections>();
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectCallback = (context, token) => connections.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, token),
        };
    }
}
