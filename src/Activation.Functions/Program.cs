#if WORKER_SDK
using Activation;
using Activation.Api;
using Activation.Functions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
AppSettings.Check(builder.Configuration);
builder.Services
    .AddActivation(builder.Configuration)
    .AddActivationApi(builder.Configuration)
    .AddActivationFunctions()
    .AddServiceBusQueue(builder.Configuration)
    .AddActivationTelemetry(builder.Configuration)
    .Configure<ApiOptions>(o => o.Exposed = AppSettings.IsExposed(builder.Configuration));
if (Telemetry.IsWanted(builder.Configuration))
{
    // The worker sends its logs itself, so the host need not.
    builder.Services.Configure<WorkerOptions>(o => o.Capabilities["WorkerOpenTelemetryEnabled"] = bool.TrueString);
}

await builder.Build().RunAsync();
#endif
