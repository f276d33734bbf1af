using Activation.Profiles;

namespace Activation.Import.Rows;

/// <summary>
/// A source's consent defaults in the state of a (profile, source). A default is told from what a person said by its time of observation, so that it goes when the
/// source's default goes, and never outranks a statement. Pure.
/// </summary>
internal static class ConsentDefaults
{
    /// <summary>The traits without what earlier defaults put there.</summary>
    public static Dictionary<int, object> Stated(SnapshotRow old)
    {
        var values = new Dictionary<int, object>(old.Traits);
        foreach (var (ordinal, time) in old.ObservedTimes)
        {
            if (ConsentTraits.IsDefaultTime(time))
            {
                values.Remove(ordinal);
            }
        }

        return values;
    }

    /// <summary>Adds the defaults of purposes of which nothing is known. A row that cannot be read, or clears, says something: it leaves what was and still is the default, or nothing.</summary>
    public static void Apply(Dictionary<int, object> values, Dictionary<int, DateTimeOffset> times, SnapshotRow? old, IReadOnlyList<ParsedRow> rows, IReadOnlyList<ConsentDefault> defaults)
    {
        foreach (var (trait, granted, slot) in defaults)
        {
            if (values.ContainsKey(trait.Ordinal))
            {
                continue;
            }

            var mark = slot < 0 ? null : rows.Select(r => r.Traits[slot]).OfType<CellMark>().LastOrDefault();
            if (mark is null)
            {
                values[trait.Ordinal] = granted;
                times[trait.Ordinal] = ConsentTraits.DefaultTime(granted);
            }
            else if (mark == CellMark.Keep && old is not null && IsDefault(old, trait.Ordinal) && old.Traits[trait.Ordinal].Equals(granted))
            {
                values[trait.Ordinal] = granted;
                times[trait.Ordinal] = ConsentTraits.DefaultTime(granted);
            }
        }
    }

    public static bool IsDefault(SnapshotRow row, int ordinal) => row.ObservedTimes.TryGetValue(ordinal, out var time) && ConsentTraits.IsDefaultTime(time);

    /// <summary>Whether the same values are there by default.</summary>
    public static bool AreSame(SnapshotRow a, SnapshotRow b) => IsSubset(a, b) && IsSubset(b, a);

    private static bool IsSubset(SnapshotRow a, SnapshotRow b)
    {
        if (a.ObservedTimes.Count == 0)
        {
            return true;
        }

        foreach (var (ordinal, time) in a.ObservedTimes)
        {
            if (ConsentTraits.IsDefaultTime(time) && !IsDefault(b, ordinal))
            {
                return false;
            }
        }

        return true;
    }
}
