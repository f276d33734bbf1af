using Activation.Profiles;
using Activation.Storage;

namespace Activation.Segments;

/// <summary>Leaves out of a profile what is gone, as rules do.</summary>
public sealed class LivingProfile(SnapshotStore snapshots, TimeProvider time)
{
    /// <param name="rows">Of one profile.</param>
    public async Task<IReadOnlyList<SnapshotRow>> OfAsync(IReadOnlyList<SnapshotRow> rows, TraitSchema schema, CancellationToken cancellationToken)
    {
        if (!rows.Any(r => schema.HasExpiry(r.Source.Value)))
        {
            return rows;
        }

        var seen = await snapshots.ReadSeenAsync(rows[0].Profile, schema, cancellationToken);
        var now = RuleInstant.ToMicroseconds(time.GetUtcNow().UtcDateTime);
        return [.. rows.Select(r => Of(r, schema, seen.TryGetValue(r.Source.Value, out var at) ? at : null, now))];
    }

    /// <param name="seen">When the source last listed the profile; null: no more is known than the row says.</param>
    internal static SnapshotRow Of(SnapshotRow row, TraitSchema schema, DateTime? seen, DateTime now)
    {
        var gone = schema.Traits.Where(t => row.Traits.ContainsKey(t.Ordinal) && schema.ExpiryOf(t, row.Source.Value) is { } expiry && !TraitExpiry.At(expiry, now).Keeps(Brought(row, t, seen)))
            .Select(t => t.Ordinal).ToHashSet();
        return gone.Count == 0 ? row : row.With(row.Traits.Where(t => !gone.Contains(t.Key)).ToDictionary());
    }

    private static DateTime Brought(SnapshotRow row, Trait trait, DateTime? seen)
    {
        var observed = (row.ObservedTimes.TryGetValue(trait.Ordinal, out var own) ? own : row.ObservedAt).UtcDateTime;
        return seen is { } at && at > observed ? at : observed;
    }
}
