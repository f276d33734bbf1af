using System.Text;

namespace Activation.Import.Normalization;

/// <summary>What names, cities and states have in common: lower case letters, marks and digits of any script, without punctuation and white space.</summary>
internal static class PlainWords
{
    /// <summary>Null if no letter is left: digits and symbols alone are no name.</summary>
    public static string? Normalize(ReadOnlySpan<char> text)
    {
        var plain = CellText.KeepLettersAndDigits(CellText.ComposeLower(text));

        // What stood between two characters is gone: they may compose now.
        plain = plain.IsNormalized() ? plain : plain.Normalize();
        return HasLetter(plain) ? plain : null;
    }

    private static bool HasLetter(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetter(rune))
            {
                return true;
            }
        }

        return false;
    }
}
