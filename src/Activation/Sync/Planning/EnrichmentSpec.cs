using System.Text.Json;
using Activation.Destinations;
using Activation.Profiles;
using Activation.Segments.Sql;

namespace Activation.Sync.Planning;

/// <summary>What a sync sends of each member beside the identifiers.</summary>
/// <param name="Traits">Names.</param>
/// <param name="ResendsChanges">A member whose values have changed is sent again.</param>
internal sealed record EnrichmentSpec(string? ValueTrait, IReadOnlyList<string> Traits, bool ResendsChanges)
{
    public static readonly EnrichmentSpec None = new(null, [], ResendsChanges: false);

    /// <summary>Consents that are said of each member who has given them, each with the purposes that stand for it: all of them.</summary>
    public IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Consents { get; init; } = [];

    public bool IsEmpty => ValueTrait is null && Traits.Count == 0 && Consents.Count == 0;

    /// <summary>The traits that are looked up: those that are sent, and then those that purposes are kept as.</summary>
    public IReadOnlyList<string> Columns => [.. Traits, .. Purposes.Select(ConsentTraits.NameOf)];

    private IEnumerable<string> Purposes => Consents.SelectMany(c => c.Value).Distinct(StringComparer.Ordinal);

    /// <summary>Where the destination asks purposes of its own, these stand for what its platform asks; where it asks none, nothing does.</summary>
    public static EnrichmentSpec Of(SyncDefinition sync, DestinationType type, IReadOnlyList<string>? purposes) => new(sync.ValueTrait, sync.Traits, sync.ResendOnChange ?? true)
    {
        Consents = [.. type.StatedConsents.Select(c => KeyValuePair.Create(c, purposes ?? [c])).Where(c => c.Value.Count > 0)],
    };

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

        return new Enrichment(ValueTrait is null ? null : columns.GetProperty(EnrichmentSql.ValueColumn).GetDouble(), traits) { Consents = Given(columns) };
    }

    private IReadOnlyList<string> Given(JsonElement columns)
    {
        if (Consents.Count == 0)
        {
            return [];
        }

        var given = Purposes.Where((_, i) => columns.GetProperty(EnrichmentSql.TraitColumn(Traits.Count + i)).ValueKind == JsonValueKind.True).ToHashSet(StringComparer.Ordinal);
        return [.. Consents.Where(c => c.Value.All(given.Contains)).Select(c => c.Key)];
    }

    /// <summary>The database writes `2.0` for 2.</summary>
    private static JsonElement Plain(JsonElement value) => value.ValueKind == JsonValueKind.Number ? JsonSerializer.SerializeToElement(value.GetDouble()) : value.Clone();
}
