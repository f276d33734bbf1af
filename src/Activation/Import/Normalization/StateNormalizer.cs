using System.Collections.Frozen;

namespace Activation.Import.Normalization;

/// <summary>
/// States and provinces. Meta: the two-letter code for the US, elsewhere lower case without punctuation and white space
/// https://developers.facebook.com/docs/marketing-api/audiences/guides/custom-audiences#hash . Canada's provinces go by code too, as Meta's own builder
/// writes them. Names become codes where the row is of North America or its country is not known: elsewhere Georgia is no state.
/// </summary>
internal static class StateNormalizer
{
    private const int CodeLength = 2;

    private static readonly string[] Prefixes = ["stateof", "commonwealthof", "provinceof", "territoryof"];
    private static readonly string[] Suffixes = ["state", "province", "territory", "unitedstates", "usa", "us", "canada"];
    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> ByName = StateTable.Codes.GetAlternateLookup<ReadOnlySpan<char>>();

    public static string? Normalize(ReadOnlySpan<char> cell, string? country)
    {
        var text = CellText.Trim(cell);
        if (country is null or "CA" || UnitedStates.Includes(country))
        {
            // ISO 3166-2: US-NY, CA-ON.
            var isoCode = text.Length == 5 && text[2] is '-' or '_' or '.' or ' ' or '/' && (text.StartsWith("US", StringComparison.OrdinalIgnoreCase) || text.StartsWith("CA", StringComparison.OrdinalIgnoreCase)) ? text[3..] : text;
            if (Find(CellText.Fold(isoCode)) is { } code)
            {
                return code;
            }
        }

        return PlainWords.Normalize(text);
    }

    /// <param name="name">As <see cref="CellText.Fold"/> writes it.</param>
    private static string? Find(ReadOnlySpan<char> name)
    {
        if (ByName.TryGetValue(name, out var code))
        {
            return code;
        }

        // State of New York, New York State, New York USA.
        foreach (var prefix in Prefixes)
        {
            if (name.StartsWith(prefix) && ByName.TryGetValue(name[prefix.Length..], out code))
            {
                return code;
            }
        }

        foreach (var suffix in Suffixes)
        {
            if (name.EndsWith(suffix) && ByName.TryGetValue(name[..^suffix.Length], out code))
            {
                return code;
            }
        }

        // NY - New York, New York (NY).
        return name.Length <= 2 * CodeLength ? null
            : ByName.TryGetValue(name[CodeLength..], out code) && name.StartsWith(code) ? code
            : ByName.TryGetValue(name[..^CodeLength], out code) && name.EndsWith(code) ? code
            : null;
    }
}
