using Activation.Segments.Explanations;
using Activation.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Activation.Segments;

public static class SegmentsServices
{
    public static IServiceCollection AddSegments(this IServiceCollection services) => services
        .AddSingleton<SegmentRules>().AddSingleton<ISegmentEvents, StoredSegmentEvents>().AddSingleton<SegmentService>().AddSingleton<SegmentPreviewer>()
        .AddSingleton<ProfileSessions>()

        // Its constructor is internal, since it takes internal services; so it is called here by name.
        .AddSingleton(p => new SegmentExplainer(
            p.GetRequiredService<SegmentRules>(), p.GetRequiredService<ProfileSessions>(), p.GetRequiredService<ScratchFolder>(), p.GetRequiredService<TimeProvider>()));
}
