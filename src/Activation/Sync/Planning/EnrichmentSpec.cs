using System.Text.Json;
using Activation.Destinations;
using Activation.Segments.Sql;

namespace Activation.Sync.Planning;

/// <summary>What a sync sends of each member beside the identifiers.</summary>
/// <param name="Traits">Names.</param>
/// <param name="ResendsChanges">A member whose values have changed is sent again.</param>
internal sealed record EnrichmentSpec(string? ValueTrait, IReadOnlyList<string> Traits, bool ResendsChanges)
{
    public static readonly EnrichmentSpec None = new(null, [], ResendsChanges: false);

    public bool IsEmpty => ValueTrait is null && Traits.Count == 0;

    public static EnrichmentSpec Of(SyncDefinition sync) => new(sync.ValueTrait, sync.Traits, sync.ResendOnChange ?? true);

    /// <summary>Of what the query of <see cref="EnrichmentSql"/> found for a member.</summary>
    public Enrichment Read(string? found)
    {
        if (IsEmpty || found is null)
        {
            return Enrichment.None;
        }

        using var document = JsonDocument.Parse(found);
        var columns = document.RootElement;
        var traits = new List<KeyValuePair<string, JsonElement>>(Traits.Count);
        for (var i = 0; i < Traits.Count; i++)
        {
            if (columns.GetProperty(EnrichmentSql.TraitColumn(i)) is { ValueKind: not JsonValueKind.Null } value)
            {
                traits.Add(KeyValuePair.Create(Traits[i], Plain(value)));
            }
        }

        return new Enrichment(ValueTrait is null ? null : columns.GetProperty(EnrichmentSql.ValueColumn).GetDouble(), traits);
    }

    /// <summary>The database writes `2.0` for 2.</summary>
    private static JsonElement Plain(JsonElement value) => value.ValueKind == JsonValueKind.Number ? JsonSerializer.SerializeToElement(value.GetDouble()) : value.Clone();
}
