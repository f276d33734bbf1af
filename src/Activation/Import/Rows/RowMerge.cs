using Activation.Profiles;

namespace Activation.Import.Rows;

/// <summary>Applies rows of a file to what is stored of a (profile, source). Pure.</summary>
internal static class RowMerge
{
    /// <summary>
    /// In order: a filled cell replaces the value, an empty one keeps it, `\N` clears it. A cell of an identifier replaces all
    /// values that the source had of it.
    /// </summary>
    /// <param name="traits">By slot: what the plan's trait columns are in the schema.</param>
    /// <param name="replace">The rows say all that the source knows: nothing of what is stored is kept but times of observation.</param>
    /// <param name="isLink">The rows' identifiers are added as the newest, beside those that the source had.</param>
    /// <param name="defaults">What the source says of purposes where the rows say nothing.</param>
    /// <param name="gather">As a link, but a value that is there already keeps its place: an event tells of one device of several, and the next of another.</param>
    public static SnapshotRow Apply(
        SnapshotRow? old, IReadOnlyList<ParsedRow> rows, IReadOnlyList<Trait?> traits, RowStamp stamp, bool replace = false, bool isLink = false, IReadOnlyList<ConsentDefault>? defaults = null,
        bool gather = false)
    {
        var identifiers = replace ? CustomerOf(old, rows) : old?.Identifiers.Copy() ?? new IdentifierSet();
        var values = old is null || replace ? [] : ConsentDefaults.Stated(old);
        foreach (var row in rows)
        {
            if (gather)
            {
                GatherIdentifiers(identifiers, row);
            }
            else
            {
                ApplyIdentifiers(identifiers, row, isLink);
            }

            ApplyTraits(values, row, traits, old);
        }

        var times = old is null ? [] : KeptTimes(old, values);
        ConsentDefaults.Apply(values, times, old, rows, defaults ?? []);

        return new SnapshotRow
        {
            Profile = rows[0].Profile,
            Source = stamp.Source,
            Version = stamp.Version,
            ObservedAt = stamp.ObservedAt,
            Fingerprint = stamp.Fingerprint,
            Identifiers = identifiers,
            Traits = values,
            ObservedTimes = times,
        };
    }

    /// <summary>Whether two states say the same; when they were observed does not matter.</summary>
    public static bool AreEqual(SnapshotRow a, SnapshotRow b) =>
        a.Traits.Count == b.Traits.Count
        && a.Traits.All(t => b.Traits.TryGetValue(t.Key, out var other) && t.Value.Equals(other))
        && ConsentDefaults.AreSame(a, b)
        && a.Identifiers.Digest() == b.Identifiers.Digest();

    /// <summary>
    /// A value that did not change keeps the time at which it was observed: which source is the newest about a trait must not depend on
    /// whether some other column of the row changed.
    /// </summary>
    private static Dictionary<int, DateTimeOffset> KeptTimes(SnapshotRow old, Dictionary<int, object> values)
    {
        var times = new Dictionary<int, DateTimeOffset>();
        foreach (var (ordinal, value) in values)
        {
            if (old.Traits.TryGetValue(ordinal, out var before) && before.Equals(value) && !ConsentDefaults.IsDefault(old, ordinal))
            {
                times[ordinal] = old.ObservedTimes.TryGetValue(ordinal, out var at) ? at : old.ObservedAt;
            }
        }

        return times;
    }

    /// <summary>Rows that joined a customer by an email do not name it: it stays the customer that the source has named.</summary>
    private static IdentifierSet CustomerOf(SnapshotRow? old, IReadOnlyList<ParsedRow> rows)
    {
        var identifiers = new IdentifierSet();
        if (old is not null && !rows.Any(r => r.HasCustomer))
        {
            identifiers.Set("external_id", old.Identifiers["external_id"]);
        }

        return identifiers;
    }

    private static void ApplyIdentifiers(IdentifierSet identifiers, ParsedRow row, bool isLink)
    {
        var cleared = 0L;
        foreach (var name in row.Cleared)
        {
            // The id that names the customer cannot be cleared.
            cleared |= name == Identifiers.CustomerId ? 0 : Identifiers.MaskOf(name);
        }

        var given = row.Identifiers.Mask();
        var replaced = cleared;
        for (var i = 0; i < Identifiers.Variants.Count; i++)
        {
            // A given identifier replaces all of its variants, also those that cannot be made of the new value.
            replaced |= (given & (1L << i)) != 0 ? Identifiers.SiblingMasks[i] : 0;
        }

        if (isLink)
        {
            Link(identifiers, row.Identifiers, replaced, cleared);
        }
        else
        {
            identifiers.Take(row.Identifiers, replaced);
        }
    }

    private static void Link(IdentifierSet identifiers, IdentifierSet newer, long replaced, long cleared)
    {
        for (var i = 0; i < Identifiers.Variants.Count; i++)
        {
            if ((replaced & (1L << i)) != 0)
            {
                var name = Identifiers.Variants[i].Name;
                identifiers.Set(name, (cleared & (1L << i)) != 0 ? newer[name] : [.. newer[name], .. identifiers[name]]);
            }
        }
    }

    /// <summary>A value that is there already keeps its place, so that a person who changes between two devices is not written with every event.</summary>
    private static void GatherIdentifiers(IdentifierSet identifiers, ParsedRow row)
    {
        foreach (var name in row.Identifiers.VariantNames)
        {
            var known = identifiers[name];
            var added = row.Identifiers[name].Except(known, StringComparer.Ordinal).ToList();
            if (added.Count > 0)
            {
                identifiers.Set(name, [.. added, .. known]);
            }
        }
    }

    private static void ApplyTraits(Dictionary<int, object> values, ParsedRow row, IReadOnlyList<Trait?> traits, SnapshotRow? old)
    {
        for (var slot = 0; slot < traits.Count; slot++)
        {
            if (traits[slot] is not { } trait || row.Traits[slot] is not { } value)
            {
                continue;
            }

            if (value == CellMark.Keep)
            {
                if (old is not null && old.Traits.TryGetValue(trait.Ordinal, out var before) && !ConsentDefaults.IsDefault(old, trait.Ordinal))
                {
                    values.TryAdd(trait.Ordinal, before);
                }
            }
            else if (value is CellMark)
            {
                values.Remove(trait.Ordinal);
            }
            else
            {
                values[trait.Ordinal] = value;
            }
        }
    }
}
