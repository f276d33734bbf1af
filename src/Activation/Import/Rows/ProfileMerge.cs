using Activation.Profiles;

namespace Activation.Import.Rows;

/// <summary>Moves what a source says of one profile under another. Pure.</summary>
internal static class ProfileMerge
{
    /// <summary>
    /// The profile's row with the other's values: of a trait that both have, the newer one; identifiers of both, its own first. Each value keeps its time of observation.
    /// The fingerprint is of no row, so that the next row of a file is applied whatever it says.
    /// </summary>
    public static SnapshotRow Into(ProfileId profile, SnapshotRow? own, SnapshotRow other, long version)
    {
        SnapshotRow[] rows = own is null ? [other] : [own, other];
        var observedAt = rows.Max(r => r.ObservedAt);
        var traits = new Dictionary<int, object>();
        var times = new Dictionary<int, DateTimeOffset>();
        foreach (var ordinal in rows.SelectMany(r => r.Traits.Keys).Distinct())
        {
            var newest = rows.Where(r => r.Traits.ContainsKey(ordinal)).MaxBy(r => TimeOf(r, ordinal)) ?? other;
            traits[ordinal] = newest.Traits[ordinal];
            if (TimeOf(newest, ordinal) != observedAt)
            {
                times[ordinal] = TimeOf(newest, ordinal);
            }
        }

        var identifiers = new IdentifierSet();
        foreach (var (row, name) in rows.SelectMany(r => r.Identifiers.VariantNames.Select(n => (r, n))))
        {
            foreach (var value in row.Identifiers[name])
            {
                identifiers.Add(name, value);
            }
        }

        return new SnapshotRow
        {
            Profile = profile,
            Source = other.Source,
            Version = version,
            ObservedAt = observedAt,
            Fingerprint = Guid.Empty,
            Identifiers = identifiers,
            Traits = traits,
            ObservedTimes = times,
        };
    }

    private static DateTimeOffset TimeOf(SnapshotRow row, int ordinal) => row.ObservedTimes.TryGetValue(ordinal, out var at) ? at : row.ObservedAt;
}
