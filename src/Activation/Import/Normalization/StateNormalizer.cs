namespace Activation.Import.Normalization;

/// <summary>
/// States and provinces. Meta: the two-letter code for the US, elsewhere lower case without punctuation and white space
/// https://developers.facebook.com/docs/marketing-api/audiences/guides/custom-audiences#hash . Canada's provinces go by code too, as Meta's own builder
/// writes them. Names become codes where the row is of North America or its country is not known: elsewhere Georgia is no state.
/// </summary>
internal static class StateNormalizer
{
    public static string? Normalize(ReadOnlySpan<char> cell, string? country)
    {
        var text = CellText.Trim(cell);
        if (country is null or "CA" || UnitedStates.Includes(country))
        {
            // ISO 3166-2: US-NY, CA-ON.
            var isoCode = text.Length == 5 && text[2] == '-' && (text.StartsWith("US", StringComparison.OrdinalIgnoreCase) || text.StartsWith("CA", StringComparison.OrdinalIgnoreCase)) ? text[3..] : text;
            if (StateTable.Codes.TryGetValue(CellText.Fold(isoCode), out var code))
            {
                return code;
            }
        }

        return PlainWords.Normalize(text);
    }
}
