using Activation.Segments.Computed;
using Activation.Segments.Explanations;
using Activation.Segments.History;
using Activation.Segments.Passes;
using Activation.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Activation.Segments;

public static class SegmentsServices
{
    public static IServiceCollection AddSegments(this IServiceCollection services) => services
        .AddSingleton<SegmentRules>().AddSingleton<ISegmentEvents, StoredSegmentEvents>().AddSingleton<SegmentService>().AddSingleton<SegmentPreviewer>().AddSingleton<SegmentPasses>()
        .AddSingleton<TraitService>().AddSingleton<LivingProfile>().AddSingleton<ComputedTraitReader>()
        .AddSingleton<ProfileSessions>().AddSingleton<SegmentHistory>().AddSingleton<SegmentPopulation>()

        // Their constructors are internal, since they take internal services; so they are called here by name.
        .AddSingleton(p => new SegmentExplainer(
            p.GetRequiredService<SegmentRules>(), p.GetRequiredService<ProfileSessions>(), p.GetRequiredService<ScratchFolder>(), p.GetRequiredService<TimeProvider>()))
        .AddSingleton(p => new SegmentMemberships(p.GetRequiredService<SegmentRules>(), p.GetRequiredService<ProfileSessions>(), p.GetRequiredService<TimeProvider>()));
}
