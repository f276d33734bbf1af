using System.Globalization;
using Activation.Profiles;

namespace Activation.Segments.Sql;

/// <summary>The trait values that a query needs of each profile: the newest of all sources, or of those that a segment reads.</summary>
internal sealed class TraitColumns
{
    private readonly Dictionary<string, TraitColumn> columns = new(StringComparer.Ordinal);

    public IReadOnlyCollection<TraitColumn> All => columns.Values;

    /// <param name="sources">Null: all.</param>
    /// <returns>Null: none of the sources has the trait, so that it is missing for every profile.</returns>
    public TraitColumn? Need(Trait trait, IReadOnlyList<string>? sources)
    {
        var read = sources is null ? trait.Sources : [.. trait.Sources.Where(s => sources.Contains(s, StringComparer.Ordinal))];
        if (sources is not null && read.Count == 0)
        {
            return null;
        }

        // Where the segment reads every source of the trait, nothing sets its value apart from the profile's.
        var only = read.Count < trait.Sources.Count ? read : null;
        var key = only is null ? trait.ValueColumn : $"{trait.ValueColumn}/{string.Join(' ', only.Order(StringComparer.Ordinal))}";
        if (!columns.TryGetValue(key, out var column))
        {
            var name = only is null ? trait.ValueColumn : string.Create(CultureInfo.InvariantCulture, $"{trait.ValueColumn}_{columns.Count}");
            columns[key] = column = new TraitColumn(name, trait, only);
        }

        return column;
    }
}

/// <param name="Name">In the query.</param>
/// <param name="Only">The sources whose values count; null: all.</param>
internal sealed record TraitColumn(string Name, Trait Trait, IReadOnlyList<string>? Only)
{
    /// <summary>How many sources may have a value of it.</summary>
    public int SourceCount => Only?.Count ?? Trait.Sources.Count;
}
