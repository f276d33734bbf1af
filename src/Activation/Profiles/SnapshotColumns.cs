namespace Activation.Profiles;

/// <summary>
/// The columns of the snapshot's files. Traits file: `pid` UUID, `source`, `version`, `deleted`, `observed_at`, `fp` (keyed
/// fingerprint), `ids_digest` (128-bit digest of the identifiers), `ids_mask` (bit i: the i-th of <see cref="Identifiers.Variants"/> is
/// present), then `t{n}` and `a{n}` for the trait with ordinal n: value, and time of observation where it is not `observed_at`.
/// Identifiers file: `pid`, `source`, `version`, `deleted`, then a VARCHAR[] for each variant, newest value first.
/// </summary>
public static class SnapshotColumns
{
    private static readonly string[] System = ["pid", "source", "version", "deleted", "observed_at", "fp", "ids_digest", "ids_mask"];

    public static string SystemDefinition =>
        "pid UUID, source VARCHAR, version BIGINT, deleted BOOLEAN, observed_at TIMESTAMP, fp UUID, ids_digest UUID, ids_mask BIGINT";

    public static string VariantDefinition => string.Join(", ", Identifiers.Variants.Select(v => $"{v.Name} VARCHAR[]"));

    /// <summary>`pid, source, version, deleted` and every variant.</summary>
    public static string IdsFile => $"pid, source, version, deleted, {string.Join(", ", Identifiers.Variants.Select(v => v.Name))}";

    public static string Definition(TraitSchema schema) =>
        string.Join(", ", schema.Traits.Select(t => $"{t.ValueColumn} {t.SqlType}, {t.ObservedColumn} TIMESTAMP").Prepend(SystemDefinition));

    public static IEnumerable<string> TraitFile(IEnumerable<Trait> traits) =>
        System.Concat(traits.SelectMany(t => new[] { t.ValueColumn, t.ObservedColumn }));
}
