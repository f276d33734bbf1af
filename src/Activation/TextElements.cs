using System.Globalization;

namespace Activation;

/// <summary>Text as people see it: a text element is what they take for one character, such as an emoji of several code points or a letter with its marks.</summary>
internal static class TextElements
{
    /// <summary>The text, without the elements at its end that would make it longer than <paramref name="maxLength"/>.</summary>
    /// <param name="maxLength">UTF-16 code units, from 1 on, which no way of counting characters exceeds.</param>
    public static string Cut(string text, int maxLength)
    {
        if (text.Length <= maxLength)
        {
            return text;
        }

        var length = 0;
        for (var next = StringInfo.GetNextTextElementLength(text); length + next <= maxLength; next = StringInfo.GetNextTextElementLength(text, length))
        {
            length += next;
        }

        // One element may be longer than all that there is room for; then at least no code point is cut.
        return text[..(length > 0 ? length : char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength)];
    }
}
