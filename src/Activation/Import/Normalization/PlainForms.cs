namespace Activation.Import.Normalization;

/// <summary>
/// Letters, digits and signs in the forms of other keyboards: full-width ones (`ＪＯＨＮ`, `９４０３５`), and the digits of other scripts (`٠٧٩`). They are typed for the plain ones, and hashed
/// as they stand they meet nobody.
/// </summary>
internal static class PlainForms
{
    private const char FirstFullWidth = '\uff01';
    private const char LastFullWidth = '\uff5e';
    private const int FullWidthOffset = FirstFullWidth - '!';

    /// <returns>The text in plain forms; null if it is so already.</returns>
    public static string? Of(ReadOnlySpan<char> text)
    {
        var first = text.IndexOfAnyExceptInRange('\0', '\x7f');
        while (first >= 0 && first < text.Length && Plain(text[first]) == text[first])
        {
            first++;
        }

        return first < 0 || first == text.Length ? null : string.Create(text.Length, text, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                target[i] = Plain(source[i]);
            }
        });
    }

    public static char Plain(char c) =>
        c < 0x80 ? c
        : c is >= FirstFullWidth and <= LastFullWidth ? (char)(c - FullWidthOffset)
        : char.IsDigit(c) ? (char)('0' + (int)char.GetNumericValue(c))
        : c == '\u3000' ? ' '
        : c;
}
