using Activation.Segments.Computed;
using Microsoft.Extensions.DependencyInjection;

namespace Activation.Segments;

public static class SegmentsServices
{
    public static IServiceCollection AddSegments(this IServiceCollection services) =>
        services.AddSingleton<SegmentRules>().AddSingleton<ISegmentEvents, StoredSegmentEvents>().AddSingleton<SegmentService>().AddSingleton<SegmentPreviewer>().AddSingleton<TraitService>().AddSingleton<LivingProfile>().AddSingleton<ComputedTraitReader>();
}
