using System.Buffers;
using System.Globalization;

namespace Activation.Import.Normalization;

/// <summary>
/// Email addresses. Meta: trim and lower-case, nothing else (dots and +tags stay)
/// https://developers.facebook.com/docs/marketing-api/audiences/guides/custom-audiences#hash ; the same for TikTok, LinkedIn, Pinterest, Snapchat
/// and Microsoft. Google: on gmail.com and googlemail.com also without dots and +tag
/// https://developers.google.com/data-manager/api/devguides/concepts/formatting . Reddit: so at every domain
/// https://ads-api.reddit.com/docs/v3/operations/Update%20Custom%20Audience%20Users .
/// </summary>
internal static class EmailNormalizer
{
    public const int MaxLength = 254;
    private const int MaxLocalLength = 64;

    // Never in an unquoted address (RFC 5322 3.2.3); a cell that has one holds a list, a quoted name or markup.
    private static readonly SearchValues<char> NotInAddress = SearchValues.Create("()<>[]\\,;:\"@ ");

    private const string Quotes = "\"'\u2018\u2019\u201A\u201C\u201D\u201E\u00AB\u00BB\u2039\u203A";

    private const string Ends = Quotes + ".,;";

    private static readonly string[] Schemes = ["mailto:", "smtp:"];

    /// <summary>The plain form, or null if the cell is no address.</summary>
    public static string? Normalize(ReadOnlySpan<char> cell)
    {
        var address = CellText.Trim(Unwrap(CellText.Trim(cell)));
        if (address.Length is < 3 or > MaxLength * 2)
        {
            return null;
        }

        var lower = CellText.ComposeLower(address);
        var repaired = lower.AsSpan().ContainsAnyExceptInRange('!', '~') ? Repair(lower) : lower;
        var plain = repaired is null ? default : repaired.AsSpan().TrimStart(Quotes).TrimEnd(Ends);
        return !IsAddress(plain) ? null : plain.Length == repaired?.Length ? repaired : plain.ToString();
    }

    /// <summary>Google's form of a plain form.</summary>
    public static string ForGoogle(string plain) => ForGoogle(plain, stackalloc char[MaxLength]).ToString();

    /// <summary>Google's form of a plain form.</summary>
    /// <param name="buffer">Holds the answer where it is another; of <see cref="MaxLength"/>.</param>
    public static ReadOnlySpan<char> ForGoogle(string plain, Span<char> buffer)
    {
        var at = plain.LastIndexOf('@');
        return plain.AsSpan(at + 1) is "gmail.com" or "googlemail.com" ? WithoutDotsAndTag(plain, buffer) : plain;
    }

    /// <summary>Reddit's form of a plain form: without dots and +tag, at every domain.</summary>
    /// <param name="buffer">Holds the answer where it is another; of <see cref="MaxLength"/>.</param>
    public static ReadOnlySpan<char> WithoutDotsAndTag(string plain, Span<char> buffer)
    {
        var at = plain.LastIndexOf('@');
        var local = plain.AsSpan(0, at);
        if (local.IndexOfAny('.', '+') < 0)
        {
            return plain;
        }

        var tag = local.IndexOf('+');
        if (tag > 0)
        {
            local = local[..tag];
        }

        var length = 0;
        foreach (var c in local)
        {
            buffer[length] = c;
            length += c == '.' ? 0 : 1;
        }

        if (length == 0)
        {
            return plain;
        }

        plain.AsSpan(at).CopyTo(buffer[length..]);
        return buffer[..(length + plain.Length - at)];
    }

    // "Jane Doe <jane@example.com>", "jane@example.com (work)", "mailto:jane@example.com?subject=…", "SMTP:…" and quoted cells, as address books and mail servers export them.
    private static ReadOnlySpan<char> Unwrap(ReadOnlySpan<char> cell)
    {
        if (cell.LastIndexOf('<') is >= 0 and var open && cell[open..].IndexOf('>') is > 0 and var length)
        {
            cell = CellText.Trim(cell[(open + 1)..(open + length)]);
        }
        else if (cell is [.., ')'] && cell.IndexOf('(') is > 0 and var comment)
        {
            cell = cell[..comment];
        }

        cell = cell.TrimStart(Quotes);
        foreach (var scheme in Schemes)
        {
            if (cell.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            {
                cell = cell[scheme.Length..];
                return cell.IndexOf('?') is > 0 and var query && cell.IndexOf('@') is >= 0 and var at && at < query ? cell[..query] : cell;
            }
        }

        return cell;
    }

    /// <summary>
    /// Invisible characters go, full-width ASCII becomes ASCII, white space goes beside `@` and dots and where there is just one more
    /// gap (a stray space in an address); with more gaps the cell is a sentence and not an address: null.
    /// </summary>
    private static string? Repair(string text)
    {
        var gaps = 0;
        var builder = new ValueStringBuilder(stackalloc char[256]);
        for (var i = 0; i < text.Length; i++)
        {
            // Also the full stops of Chinese and Japanese, which separate the labels of a domain too (RFC 3490 3.1).
            var c = text[i] is '\u3002' or '\uff61' ? '.' : PlainForms.Plain(text[i]);
            if (char.IsWhiteSpace(c))
            {
                var previousIsGap = i > 0 && char.IsWhiteSpace(text[i - 1]);
                var next = i + 1 < text.Length ? text[i + 1] : '@';
                var last = builder.Length > 0 ? builder.Written[^1] : '@';
                gaps += previousIsGap || last is '@' or '.' || next is '@' or '.' or '\uff20' or '\uff0e' ? 0 : 1;
            }
            else if (!CellText.IsInvisible(c))
            {
                builder.Append(char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c);
            }
        }

        var repaired = builder.ToStringAndDispose();
        return gaps <= 1 ? repaired.IsNormalized() ? repaired : repaired.Normalize() : null;
    }

    private static bool IsAddress(ReadOnlySpan<char> text)
    {
        var at = text.IndexOf('@');
        if (at is < 1 or > MaxLocalLength || text.Length > MaxLength)
        {
            return false;
        }

        var local = text[..at];
        var domain = text[(at + 1)..];

        // Dots at the ends of the local part and in a row are real: carriers in Japan gave such addresses out.
        return !local.ContainsAny(NotInAddress) && !domain.ContainsAny(NotInAddress) && IsDomain(domain);
    }

    // Two or more labels of 1 to 63 letters, digits and inner hyphens, the last one no number (RFC 1123 2.1); letters of any script.
    private static bool IsDomain(ReadOnlySpan<char> domain)
    {
        var labelStart = 0;
        for (var i = 0; i <= domain.Length; i++)
        {
            if (i < domain.Length && domain[i] != '.')
            {
                if (!IsInLabel(domain[i]))
                {
                    return false;
                }

                continue;
            }

            if (i - labelStart is < 1 or > 63 || domain[labelStart] == '-' || domain[i - 1] == '-')
            {
                return false;
            }

            labelStart = i == domain.Length ? labelStart : i + 1;
        }

        var last = domain[labelStart..];
        return labelStart > 0 && last.Length >= 2 && last.ContainsAnyExceptInRange('0', '9');
    }

    // Of other scripts: letters with their marks, halves of pairs, and the middle dots of Catalan and Japanese.
    private static bool IsInLabel(char c) =>
        c < 0x80 ? char.IsAsciiLetterOrDigit(c) || c == '-'
        : char.IsLetterOrDigit(c) || char.IsSurrogate(c) || c is '\u00b7' or '\u30fb'
            || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
