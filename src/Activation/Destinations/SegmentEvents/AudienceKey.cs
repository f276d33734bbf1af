using System.Text;

namespace Activation.Destinations.SegmentEvents;

/// <summary>The key of an audience: its name in snake case, `Gold members` being `gold_members`. Pure.</summary>
/// <remarks>https://segment.com/docs/engage/using-engage-data/</remarks>
internal static class AudienceKey
{
    private const int MaxLength = 100;

    public static string Of(string name)
    {
        var key = new StringBuilder(Math.Min(name.Length, MaxLength));
        foreach (var rune in name.Normalize().EnumerateRunes())
        {
            if (key.Length >= MaxLength)
            {
                break;
            }

            if (Rune.IsLetterOrDigit(rune))
            {
                key.Append(Rune.ToLowerInvariant(rune).ToString());
            }
            else if (key.Length > 0 && key[^1] != '_')
            {
                key.Append('_');
            }
        }

        var trimmed = key.ToString().Trim('_');
        return trimmed.Length == 0 ? "audience" : trimmed;
    }
}
