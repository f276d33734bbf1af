using System.Collections.Frozen;

namespace Activation.Import.Normalization;

/// <summary>
/// First and last names. Meta: lower case without punctuation, other scripts as UTF-8
/// https://developers.facebook.com/docs/marketing-api/audiences/guides/custom-audiences#hash . Google: without prefixes such as Mrs. and suffixes
/// such as Jr. https://developers.google.com/data-manager/api/devguides/concepts/formatting ; no platform knows a person by them. White space inside goes for both, for Google as
/// https://developers.google.com/display-video/api/guides/tasks/upload-customer-match-audience/prepare-data has it, where the former speaks of the ends alone.
/// </summary>
internal static class PersonNameNormalizer
{
    private static readonly FrozenSet<string> Titles = FrozenSet.Create(StringComparer.Ordinal, "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "herr", "frau", "mme", "mlle");

    // Without v, vi and dc: they are names.
    private static readonly FrozenSet<string> Suffixes =
        FrozenSet.Create(StringComparer.Ordinal, "jr", "sr", "ii", "iii", "iv", "2nd", "3rd", "4th", "cpa", "dds", "dvm", "jd", "md", "phd", "esq", "dr");

    // Alone in a cell they say nothing of who it is; the others are somebody's name.
    private static readonly FrozenSet<string> NoNames = FrozenSet.Create(StringComparer.Ordinal, "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "mme", "mlle", "jr", "sr");

    public static string? Normalize(ReadOnlySpan<char> cell) => Normalize(cell, out _);

    /// <param name="isShortened">A title or suffix was taken off.</param>
    public static string? Normalize(ReadOnlySpan<char> cell, out bool isShortened)
    {
        var text = CellText.Trim(cell);
        isShortened = false;
        while (WithoutAffix(text) is { IsEmpty: false } shorter)
        {
            text = shorter;
            isShortened = true;
        }

        return PlainWords.Normalize(text) is { } name && !NoNames.Contains(name) ? name : null;
    }

    /// <summary>Without one title or suffix, or empty if there is none or nothing else.</summary>
    private static ReadOnlySpan<char> WithoutAffix(ReadOnlySpan<char> text)
    {
        var first = text.IndexOfAny(' ', '\u00a0', ',');
        if (first > 0 && IsIn(Titles, text[..first]) && Rest(text[(first + 1)..]) is { IsEmpty: false } afterTitle)
        {
            return afterTitle;
        }

        var last = text.LastIndexOfAny(' ', '\u00a0', ',');
        return last > 0 && IsIn(Suffixes, text[(last + 1)..]) ? Rest(text[..last]) : default;
    }

    private static ReadOnlySpan<char> Rest(ReadOnlySpan<char> text) => CellText.Trim(CellText.Trim(text).Trim(','));

    private static bool IsIn(FrozenSet<string> words, ReadOnlySpan<char> token)
    {
        if (token.Length > 8)
        {
            return false;
        }

        Span<char> word = stackalloc char[8];
        var length = 0;
        foreach (var c in token)
        {
            if (c is not ('.' or ','))
            {
                word[length++] = char.ToLowerInvariant(c);
            }
        }

        return words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word[..length]);
    }
}
