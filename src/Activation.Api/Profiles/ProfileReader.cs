using System.Text.Json.Nodes;
using Activation.Profiles;
using Activation.Segments;
using Activation.Segments.Computed;

namespace Activation.Api.Profiles;

/// <summary>Reads a profile from the table and merges its sources: the newest value of each trait, all identifiers.</summary>
internal sealed class ProfileReader(ProfileStore store, TraitCatalog catalog, LivingProfile living, ComputedTraitReader computed)
{
    /// <summary>The profile; of one that was merged into another, that other.</summary>
    public async Task<ProfileAnswer?> FindAsync(ProfileId id, CancellationToken cancellationToken)
    {
        var rows = (await store.FindAsync(id, cancellationToken)).Where(r => !r.Deleted).ToList();
        if (rows.Count == 0)
        {
            return null;
        }

        var schema = await catalog.ReadAsync(cancellationToken);
        var profile = rows[0].Profile;
        var merged = Merge(profile, await living.OfAsync(rows, schema, cancellationToken), schema);
        return (await computed.ReadAsync([profile], schema, cancellationToken)).TryGetValue(profile, out var values)
            ? merged with { Traits = merged.Traits.Concat(values.Select(v => KeyValuePair.Create(v.Key, TraitNodes.Of(v.Value)))).ToDictionary(StringComparer.Ordinal) }
            : merged;
    }

    public static ProfileAnswer Merge(ProfileId id, IReadOnlyList<SnapshotRow> rows, TraitSchema schema) => new(
        id.ToString(),
        Identifiers.Variants
            .Select(v => KeyValuePair.Create(v.Name, (IReadOnlyList<string>)[.. rows.OrderByDescending(r => r.ObservedAt).SelectMany(r => r.Identifiers[v.Name]).Distinct(StringComparer.Ordinal)]))
            .Where(v => v.Value.Count > 0)
            .ToDictionary(StringComparer.Ordinal),
        schema.Traits
            .Where(t => !ConsentTraits.IsConsent(t.Name))
            .Select(t => KeyValuePair.Create(t.Name, Newest(rows, t.Ordinal)))
            .Where(t => t.Value is not null)
            .ToDictionary(t => t.Key, t => TraitNodes.Of(t.Value ?? ""), StringComparer.Ordinal),
        schema.Traits
            .Where(t => ConsentTraits.IsConsent(t.Name))
            .Select(t => (t.Name, Value: Newest(rows, t.Ordinal) as bool?))
            .Where(c => c.Value is not null)
            .ToDictionary(c => ConsentTraits.PurposeOf(c.Name), c => c.Value ?? false, StringComparer.Ordinal),
        [.. rows.Select(r => new ProfileSourceAnswer(r.Source.Value, r.ObservedAt, Consent(r, schema)))]);

    private static Dictionary<string, ConsentAnswer> Consent(SnapshotRow row, TraitSchema schema) => schema.Traits
        .Where(t => ConsentTraits.IsConsent(t.Name) && row.Traits.ContainsKey(t.Ordinal))
        .ToDictionary(t => ConsentTraits.PurposeOf(t.Name), t => new ConsentAnswer(row.Traits[t.Ordinal] is true, ConsentTraits.StatedAt(row, t.Ordinal)), StringComparer.Ordinal);

    private static object? Newest(IReadOnlyList<SnapshotRow> rows, int trait) => rows
        .Where(r => r.Traits.ContainsKey(trait))
        .OrderByDescending(r => r.ObservedTimes.TryGetValue(trait, out var at) ? at : r.ObservedAt)
        .Select(r => r.Traits[trait])
        .FirstOrDefault();
}
