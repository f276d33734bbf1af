using System.Globalization;

namespace Activation.Segments;

/// <summary>Windows of time as rules write them: `30m 12h 7d 2w`.</summary>
internal static class RuleDuration
{
    private const int MaxDays = 36_525;

    /// <summary>Null unless it is a whole number from 1 and a unit, and at most 100 years.</summary>
    public static TimeSpan? Parse(string text)
    {
        if (text.Length < 2 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count < 1)
        {
            return null;
        }

        var minutes = text[^1] switch
        {
            'm' => 1L,
            'h' => 60,
            'd' => 24 * 60,
            'w' => 7 * 24 * 60,
            _ => 0,
        } * count;
        return minutes is > 0 and <= MaxDays * 24L * 60 ? TimeSpan.FromMinutes(minutes) : null;
    }
}
