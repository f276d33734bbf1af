using System.Globalization;
using Activation.Api;
using Activation.Functions;
using Activation.Local.Queues;
using Activation.Local.Triggers;
using Activation.Storage;
using Azure.Storage.Queues;
using Cronos;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Activation.Local;

/// <summary>The product with the local broker, and everything that calls its triggers.</summary>
internal static class LocalServices
{
    public static IServiceCollection AddActivationLocal(this IServiceCollection services, IConfiguration configuration, StorageAccount account, CronExpression schedule)
    {
        services.AddActivation(configuration).AddActivationApi(configuration).AddActivationFunctions().AddActivationTelemetry(configuration);
        services.AddOptions<PumpOptions>().Bind(configuration.GetSection(PumpOptions.Section)).ValidateSettings(PumpOptions.Section);
        services.AddHttpClient();
        services.AddSingleton(_ => new StorageQueue(new QueueServiceClient(account.ConnectionString, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 })));
        services.AddSingleton<IMessageQueue>(p => p.GetRequiredService<StorageQueue>());
        services.AddHostedService<QueueSetup>();
        services.AddPump<RunImport>(StorageNames.ImportQueue, 2, (trigger, body, ct) => trigger.RunAsync(body, ct));
        services.AddPump<EvaluateSync>(StorageNames.EvaluateQueue, 2, (trigger, body, ct) => trigger.RunAsync(body, ct));
        services.AddPump<DeliverBatch>(StorageNames.DeliverQueue, 4, (trigger, body, ct) => trigger.RunAsync(body, ct));
        services.AddPump<HandlePrivacy>(StorageNames.PrivacyQueue, 1, (trigger, body, ct) => trigger.RunAsync(body, ct));
        services.AddPump<SendAlert>(StorageNames.AlertQueue, 2, (trigger, body, ct) => trigger.RunAsync(body, ct));
        services.AddHostedService<BlobPoller>();
        services.AddTimer<EvaluateHourly>(schedule, (trigger, timer, ct) => trigger.RunAsync(timer, ct));
        services.AddTimer<WatchMinutely>(CronExpression.Parse(WatchMinutely.Schedule, CronFormat.IncludeSeconds), (trigger, timer, ct) => trigger.RunAsync(timer, ct));
        services.AddTimer<WatchProcessing>(CronExpression.Parse(WatchProcessing.Schedule, CronFormat.IncludeSeconds), (trigger, timer, ct) => trigger.RunAsync(timer, ct));
        return services;
    }

    private static void AddTimer<T>(this IServiceCollection services, CronExpression schedule, Func<T, TimerInfo, CancellationToken, Task> run)
        where T : class =>
        services.AddSingleton<IHostedService>(p =>
        {
            var trigger = p.GetRequiredService<T>();
            return new TickTimer(schedule, (timer, ct) => run(trigger, timer, ct), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<TickTimer>>());
        });

    private static void AddPump<T>(this IServiceCollection services, string queue, int concurrency, Func<T, string, CancellationToken, Task> run)
        where T : class =>
        services.AddSingleton<IHostedService>(p =>
        {
            var trigger = p.GetRequiredService<T>();
            return new QueuePump(
                queue, concurrency, (body, ct) => run(trigger, body, ct),
                p.GetRequiredService<StorageQueue>(), p.GetRequiredService<IOptions<PumpOptions>>(), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<QueuePump>>());
        });
}
