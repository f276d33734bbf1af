namespace Activation.Import.Normalization;

/// <summary>
/// Apple's IDFA and Google's advertising id: a UUID in lower case with its hyphens, not hashed
/// https://developers.facebook.com/docs/marketing-api/audiences/guides/custom-audiences#hash .
/// </summary>
internal static class MobileAdIdNormalizer
{
    /// <summary>Null if the cell is no id of one device; an all-zero id is what a device answers whose owner has opted out.</summary>
    public static string? Normalize(ReadOnlySpan<char> cell)
    {
        var text = CellText.Trim(cell);
        if (text is ['{', .., '}'])
        {
            text = text[1..^1];
        }

        if (!Guid.TryParseExact(text, "D", out var id) && !(IsRandomWithoutHyphens(text) && Guid.TryParseExact(text, "N", out id)))
        {
            return null;
        }

        return id == Guid.Empty ? null : id.ToString("D");
    }

    // Version 4 and its variant tell a UUID that lost its hyphens from an MD5.
    private static bool IsRandomWithoutHyphens(ReadOnlySpan<char> text) => text.Length == 32 && text[12] == '4' && text[16] is '8' or '9' or 'a' or 'b' or 'A' or 'B';
}
