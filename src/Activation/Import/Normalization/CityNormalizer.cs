namespace Activation.Import.Normalization;

/// <summary>
/// Cities. Meta: lower case without punctuation and white space https://developers.facebook.com/docs/marketing-api/audiences/guides/custom-audiences#hash .
/// Letters of every script stay, as UTF-8: a rule of a to z alone would make `mnchen` of München and nothing of Москва.
/// </summary>
internal static class CityNormalizer
{
    public static string? Normalize(ReadOnlySpan<char> cell) => PlainWords.Normalize(cell);
}
