using Activation.Destinations;

namespace Activation.Sync;

/// <summary>What came of a <see cref="DryRehearsal"/>.</summary>
/// <param name="Answer">The platform's; null if it was not asked.</param>
/// <param name="Failed">People whom it would not take, by reason.</param>
/// <param name="MemberList">Of the run, with these people; null if nobody is on it.</param>
internal sealed record Rehearsed(SendResult? Answer, IReadOnlyDictionary<string, long> Failed, string? MemberList)
{
    public static Rehearsed Nothing(string? memberList) => new(null, new Dictionary<string, long>(StringComparer.Ordinal), memberList);
}
