using Microsoft.Extensions.DependencyInjection;

namespace Activation.Functions;

public static class FunctionsServices
{
    /// <summary>What the triggers need beside the product and the API; also the triggers themselves, for hosts that call them directly.</summary>
    public static IServiceCollection AddActivationFunctions(this IServiceCollection services) => services
        .AddHostedService<StorageSetup>()
        .AddSingleton<ApiPipeline>()
        .AddSingleton<ImportFile>()
        .AddSingleton<ImportEvents>()
        .AddSingleton<RunImport>()
        .AddSingleton<EvaluateSync>()
        .AddSingleton<DeliverBatch>()
        .AddSingleton<HandlePrivacy>()
        .AddSingleton<SendAlert>()
        .AddSingleton<WatchMinutely>()
        .AddSingleton<WatchProcessing>()
        .AddSingleton<EvaluateHourly>();
}
