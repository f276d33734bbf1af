using System.Globalization;
using Activation.Import.Files;

namespace Activation.Import.Adobe;

/// <summary>
/// A line of a trait file: the user, a tab, and items separated by commas. Pure.
/// </summary>
internal static class TraitRow
{
    /// <summary>A line may have this many bytes.</summary>
    public const int MaxLineBytes = 102_400;

    /// <param name="user">Empty if the line is rejected.</param>
    /// <returns>Why the line cannot be used; null if it can.</returns>
    public static Reject? Split(long number, ReadOnlySpan<char> line, AdobeIdClass idClass, out ReadOnlySpan<char> user, out ReadOnlySpan<char> items)
    {
        user = items = default;
        var tab = line.IndexOf('\t');
        if (tab < 0 || line[(tab + 1)..].Contains('\t'))
        {
            return new Reject(number, "", "traitRow", "The line has not exactly one tab: write the user's id, one tab, then the items separated by commas.");
        }

        var id = line[..tab].Trim();
        if (AdobeIds.Check(idClass, id) is var (code, message))
        {
            return new Reject(number, "id", code, $"The user's id {message}.");
        }

        var text = line[(tab + 1)..];
        if (Check(text) is { } position)
        {
            return new Reject(number, "", "traitItem",
                string.Create(CultureInfo.InvariantCulture, $"Item {position} of the line is none: write d_sid=24, d_unsid=28, 28:0, 123, ic=52 or key=value, and close quotes."));
        }

        user = id;
        items = text;
        return null;
    }

    /// <returns>The position, from 1, of the first item that is none; null if there is none.</returns>
    private static int? Check(ReadOnlySpan<char> text)
    {
        var items = new TraitItems(text);
        for (var position = 1; items.MoveNext(); position++)
        {
            if (items.Current.Kind == TraitItemKind.Invalid)
            {
                return position;
            }
        }

        return null;
    }
}
