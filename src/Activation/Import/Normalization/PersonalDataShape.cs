namespace Activation.Import.Normalization;

/// <summary>
/// Recognizes personal data in columns that nobody has mapped, so that it is left out and reported and never becomes a trait. Errs
/// towards leaving out: a column that is wanted can be mapped to `trait:{name}`.
/// </summary>
public static class PersonalDataShape
{
    private const int MaxScan = 4096;

    /// <summary>The header names an address, a name, a note, a number of the person's or the state's … (see <see cref="PersonalHeaders"/>).</summary>
    public static bool LooksPersonalByName(string columnHeader) => PersonalHeaders.Match(HeaderKey.Of(columnHeader));

    /// <summary>The value is an email address or a phone number, or a text with one of them in it.</summary>
    public static bool LooksPersonal(string value)
    {
        var text = CellText.Trim(value);
        return PhoneShape.IsWrittenAsPhone(text) || PhoneShape.IsBareNational(text) || ContainsEmail(text) || ContainsInternationalPhone(text);
    }

    private static bool ContainsEmail(ReadOnlySpan<char> text)
    {
        text = text[..Math.Min(text.Length, MaxScan)];
        for (var at = text.IndexOf('@'); at >= 0; at = Next(text, at, '@'))
        {
            var start = at;
            while (start > 0 && IsAddressChar(text[start - 1]))
            {
                start--;
            }

            var end = at + 1;
            while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '.' or '-'))
            {
                end++;
            }

            if (EmailNormalizer.Normalize(text[start..end]) is not null)
            {
                return true;
            }
        }

        // "jane @ example.com": the whole value, with stray spaces.
        return text.Length <= 254 && text.Contains('@') && EmailNormalizer.Normalize(text) is not null;
    }

    private static bool ContainsInternationalPhone(ReadOnlySpan<char> text)
    {
        text = text[..Math.Min(text.Length, MaxScan)];
        for (var plus = text.IndexOf('+'); plus >= 0; plus = Next(text, plus, '+'))
        {
            var end = plus + 1;
            var digits = 0;
            while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is ' ' or '-' or '.' or '(' or ')' or '/'))
            {
                digits += char.IsAsciiDigit(text[end]) ? 1 : 0;
                end++;
            }

            if (digits is >= 9 and <= 15 && (plus == 0 || !char.IsLetterOrDigit(text[plus - 1])))
            {
                return true;
            }
        }

        return false;
    }

    private static int Next(ReadOnlySpan<char> text, int from, char c) => text[(from + 1)..].IndexOf(c) is >= 0 and var offset ? from + 1 + offset : -1;

    private static bool IsAddressChar(char c) => char.IsLetterOrDigit(c) || c is '.' or '_' or '-' or '+' or '\'' or '%' or '&' or '=' or '~' or '#' or '!' or '*' or '$';
}
