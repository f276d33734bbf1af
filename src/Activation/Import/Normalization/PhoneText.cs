using System.Buffers;
using System.Globalization;

namespace Activation.Import.Normalization;

/// <summary>How a phone number is written in a cell, before any numbering plan. Not a record: it holds a raw identifier.</summary>
internal readonly struct PhoneText
{
    /// <summary>The number with its country code, beginning with a plus: `+44 …`, `0044 …`, `+001 …`; null if it has none.</summary>
    public string? International { get; private init; }

    /// <summary>The cell as libphonenumber should read it: with separators, vanity letters and extension.</summary>
    public string Dialled { get; private init; }

    public string Digits { get; private init; }

    /// <summary>The country that the cell names before the number (`US (650) 555-1212`), if any.</summary>
    public string? Region { get; private init; }

    private static readonly SearchValues<char> NumberStart = SearchValues.Create("+0123456789(");
    private static readonly SearchValues<char> PlusAndDigits = SearchValues.Create("+0123456789");

    // Below this it is an extension or a short code, not somebody's number.
    private const int MinDigits = 5;

    // So many digits before a letter are no vanity number: 1-800-FLOWERS has four.
    private const int MinWholeNumber = 8;

    public static bool TryRead(ReadOnlySpan<char> cell, int maxLength, out PhoneText text)
    {
        text = default;
        var trimmed = CellText.Trim(cell);
        if (trimmed.Length == 0 || trimmed.Length > maxLength || IsScientific(trimmed))
        {
            return false;
        }

        var ascii = ToAscii(trimmed);
        var region = ascii is [>= 'A' and <= 'Z', >= 'A' and <= 'Z', ' ' or '(' or '+' or '-' or ':', ..] ? ascii[..2] : null;
        var dialled = Strip(region is null ? ascii : ascii[2..]);
        var digits = string.Concat(dialled.Where(char.IsAsciiDigit));
        digits = VanityDigits(dialled) ?? digits;
        if (digits.Length < MinDigits)
        {
            return false;
        }

        text = new PhoneText { Dialled = dialled.TrimStart('+'), Digits = digits, Region = region == "UK" ? "GB" : region, International = ReadInternational(dialled) };
        return true;
    }

    // "4.47911E+11": a spreadsheet has rounded the number; its last digits are gone.
    private static bool IsScientific(ReadOnlySpan<char> text) => text.IndexOfAny("eE") is > 0 and var e && text[e..] is [_, '+', _, ..] && char.IsAsciiDigit(text[e - 1]);

    private static string ToAscii(ReadOnlySpan<char> text)
    {
        var builder = new ValueStringBuilder(stackalloc char[64]);
        foreach (var c in text)
        {
            if (c < 0x80)
            {
                builder.Append(c switch
                {
                    '\t' or '\n' or '\r' => ' ',
                    '[' or '{' => '(',
                    ']' or '}' => ')',
                    '_' or '*' => '-',
                    _ => c,
                });
            }
            else if (char.IsDigit(c))
            {
                builder.Append((char)('0' + (int)char.GetNumericValue(c)));
            }
            else if (c == '\uff0b')
            {
                builder.Append('+');
            }
            else if (char.IsWhiteSpace(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.DashPunctuation)
            {
                builder.Append(c is '\u3000' || char.IsWhiteSpace(c) ? ' ' : '-');
            }
            else if (!CellText.IsInvisible(c))
            {
                builder.Append('~');
            }
        }

        return builder.ToStringAndDispose();
    }

    // "tel:", a spreadsheet's leading apostrophe or "=", the ".0" of a number column.
    private static string Strip(string ascii)
    {
        var start = ascii.AsSpan().IndexOfAny(NumberStart);
        if (start < 0)
        {
            return "";
        }

        var text = WithoutRemark(ascii[start..]).TrimEnd(' ', '"', '\'', '.', ',', ';', '(', '-', '/');
        return text.EndsWith(".0", StringComparison.Ordinal) && text.AsSpan(0, text.Length - 2).ContainsAnyExcept(PlusAndDigits) is false ? text[..^2] : text;
    }

    // "07911 123456 (home)", "… ext. 12", "…; 07911 654321": after a whole number, letters are a remark and a separator begins the next one.
    private static string WithoutRemark(string text)
    {
        var digits = 0;
        for (var i = 0; i < text.Length; i++)
        {
            digits += char.IsAsciiDigit(text[i]) ? 1 : 0;
            if (digits >= MinWholeNumber && (char.IsAsciiLetter(text[i]) || text[i] is '#' or ';' or ',' or '|' or '\\' || (text[i] == '/' && digits > MinWholeNumber)))
            {
                return text[..i];
            }
        }

        return text;
    }

    private static string? ReadInternational(string dialled)
    {
        var isPlus = dialled.TrimStart('(', ' ') is ['+', ..];
        var rest = dialled.TrimStart('(', ' ', '+', ')', '-');
        if (rest.StartsWith("00", StringComparison.Ordinal))
        {
            // "0044 …" and "+0044 …": the exit code written out, also beside a plus.
            return "+" + rest.TrimStart('0', '(', ')', ' ', '-', '.');
        }

        // "+0…" is a national number with a stray plus.
        return isPlus && rest is not ['0', ..] ? "+" + rest : null;
    }

    // "1-800-FLOWERS", as keypads spell it; fewer than three letters are a remark and not digits.
    private static string? VanityDigits(string dialled)
    {
        if (dialled.Count(char.IsAsciiLetter) < 3 || dialled.AsSpan().IndexOfAny("xX#;") >= 0)
        {
            return null;
        }

        const string Keys = "22233344455566677778889999";
        return string.Concat(dialled.Where(char.IsAsciiLetterOrDigit).Select(c => char.IsAsciiLetter(c) ? Keys[(c | 0x20) - 'a'] : c));
    }
}
