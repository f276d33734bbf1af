using System.Globalization;
using System.Text;

namespace Activation.Import.Normalization;

/// <summary>What every identifier's rules share: trimming, invisible characters, blank cells, Unicode form and case.</summary>
internal static class CellText
{
    // What exports write for "no value". A customer id of "NULL" would merge strangers. "NA" is left out: a surname, a country, a state.
    private static readonly string[] NullMarkers = ["null", "(null)", "<null>", "[null]", "n/a", "#n/a", "undefined", "none", "-", "--", "."];

    private static readonly (string Letter, string Plain)[] LettersWithoutDecomposition =
        [("ß", "ss"), ("ø", "o"), ("æ", "ae"), ("œ", "oe"), ("ł", "l"), ("đ", "d"), ("ð", "d"), ("þ", "th"), ("ı", "i")];

    /// <summary>Without white space and invisible characters (zero-width, direction marks, byte order mark, soft hyphen) at both ends.</summary>
    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        var start = 0;
        var end = text.Length;
        while (start < end && IsIgnorable(text[start]))
        {
            start++;
        }

        while (end > start && IsIgnorable(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }

    /// <summary>Nothing, or a marker for nothing.</summary>
    /// <param name="trimmed">The cell after <see cref="Trim"/>.</param>
    public static bool IsBlank(ReadOnlySpan<char> trimmed)
    {
        if (trimmed.IsEmpty)
        {
            return true;
        }

        if (trimmed.Length > 9)
        {
            return false;
        }

        foreach (var marker in NullMarkers)
        {
            if (trimmed.Equals(marker, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        // "Nan" is a first name; "NaN" is what numeric tools write for a missing value.
        return trimmed is "NaN";
    }

    /// <summary>White space, or a character that cannot be seen.</summary>
    public static bool IsIgnorable(char c) =>
        c < 0x80 ? c is ' ' or (< ' ') or '\x7f' : char.IsWhiteSpace(c) || IsInvisible(c);

    public static bool IsInvisible(char c) =>
        c is (< ' ') or '\x7f' || (c >= 0x80 && (char.IsControl(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format));

    /// <summary>
    /// Composed (NFC) and lower case, so that neither the form nor the case of a cell changes its hash. Lower case is Unicode's, not a
    /// culture's, with the two exceptions that would otherwise make case matter: Turkish capital İ is i, and a sigma at a word's end is ς.
    /// </summary>
    public static string ComposeLower(ReadOnlySpan<char> text)
    {
        if (Ascii.IsValid(text))
        {
            return Lower(text);
        }

        var composed = WithoutLoneSurrogates(text).Normalize(NormalizationForm.FormC);
        var lower = composed.Replace('İ', 'i').ToLowerInvariant().Normalize(NormalizationForm.FormC);
        return lower.Contains('σ', StringComparison.Ordinal) ? WithFinalSigma(lower) : lower;
    }

    /// <summary>Letters and digits only, lower case and without accents: for comparing with tables of names, never for hashing.</summary>
    public static string Fold(ReadOnlySpan<char> text)
    {
        var lower = ComposeLower(text);
        if (Ascii.IsValid(lower))
        {
            return KeepLettersAndDigits(lower);
        }

        var decomposed = lower.Normalize(NormalizationForm.FormKD).ToLowerInvariant();
        foreach (var (letter, plain) in LettersWithoutDecomposition)
        {
            decomposed = decomposed.Replace(letter, plain, StringComparison.Ordinal);
        }

        return KeepLettersAndDigits(decomposed, keepMarks: false);
    }

    /// <summary>Without punctuation, symbols, white space and invisible characters.</summary>
    public static string KeepLettersAndDigits(ReadOnlySpan<char> text, bool keepMarks = true)
    {
        var builder = new ValueStringBuilder(stackalloc char[128]);
        foreach (var rune in text.EnumerateRunes())
        {
            var kept = rune.IsAscii ? char.IsAsciiLetterOrDigit((char)rune.Value) : Rune.IsLetterOrDigit(rune) || (keepMarks && IsMark(rune));
            if (kept)
            {
                builder.Append(rune);
            }
        }

        return builder.ToStringAndDispose();
    }

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    private static string Lower(ReadOnlySpan<char> ascii) =>
        string.Create(ascii.Length, ascii, static (target, source) => Ascii.ToLower(source, target, out _));

    // Half of a pair cannot be encoded: it comes from a truncated cell and would make Normalize throw.
    private static string WithoutLoneSurrogates(ReadOnlySpan<char> text)
    {
        var builder = new ValueStringBuilder(stackalloc char[128]);
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out var consumed) == System.Buffers.OperationStatus.Done)
            {
                builder.Append(rune);
            }

            text = text[consumed..];
        }

        return builder.ToStringAndDispose();
    }

    private static string WithFinalSigma(string lower) => string.Create(lower.Length, lower, static (target, source) =>
    {
        for (var i = 0; i < source.Length; i++)
        {
            var isFinal = i > 0 && char.IsLetter(source[i - 1]) && (i + 1 == source.Length || !IsWordPart(source[i + 1]));
            target[i] = source[i] == 'σ' && isFinal ? 'ς' : source[i];
        }
    });

    private static bool IsWordPart(char c) => char.IsLetter(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark;
}
