using Activation.Delivery;
using Activation.Destinations;

namespace Activation.Sync.Planning;

/// <summary>
/// All adds of a full run as one batch, so that it replaces the audience: where nothing but identifiers that all rows of a call have or none keeps people in calls of their
/// own, and everybody is found without these, they are left out. Pure.
/// </summary>
internal static class FullSet
{
    /// <param name="groups">All adds, by <see cref="DestinationType.GroupOf"/>.</param>
    /// <returns>Null if the batches stay as they are.</returns>
    public static List<BatchMember>? Of(DestinationType type, IReadOnlyCollection<List<BatchMember>> groups)
    {
        if (!type.ReplacesSmallAudiences || groups.Count < 2)
        {
            return null;
        }

        List<BatchMember> together = [.. groups.SelectMany(g => g).Select(m => m with { Row = Without(m.Row, type.AllOrNone) })];
        return together.TrueForAll(m => type.Finds(m.Row)) && together.Sum(m => type.RowsOf(m.Row)) <= type.MaxBatch ? together : null;
    }

    private static MemberRow Without(MemberRow row, IReadOnlyList<string> identifiers) =>
        row with { Values = [.. row.Values.Where(v => !identifiers.Contains(v.Key, StringComparer.Ordinal))] };
}
