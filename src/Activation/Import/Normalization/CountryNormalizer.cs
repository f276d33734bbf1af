using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace Activation.Import.Normalization;

/// <summary>
/// Countries to ISO 3166-1 alpha-2, from either code or a name in many languages; Meta hashes it in lower case
/// https://developers.facebook.com/docs/marketing-api/audiences/guides/custom-audiences#hash .
/// </summary>
internal static class CountryNormalizer
{
    private static readonly char[] Separators = ['/', '(', ')', '&', ',', ';', ':', '|'];
    private static readonly SearchValues<char> AnySeparator = SearchValues.Create(Separators);
    private static readonly FrozenDictionary<string, string> ByName = Build();
    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> BySpan = ByName.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Alpha-2 in lower case, or null if no country is meant.</summary>
    public static string? Normalize(ReadOnlySpan<char> cell)
    {
        var text = CellText.Trim(cell);
        if (text.Length == 2 && Ascii.IsValid(text))
        {
            Span<char> lower = [char.ToLowerInvariant(text[0]), char.ToLowerInvariant(text[1])];
            return BySpan.TryGetValue(lower, out var code) ? code : null;
        }

        return Find(text) ?? (text.ContainsAny(AnySeparator) || text.Contains(" - ", StringComparison.Ordinal) ? FindEach(text) : null);
    }

    private static string? Find(ReadOnlySpan<char> text)
    {
        var name = CellText.Fold(text);
        return ByName.TryGetValue(name, out var found) ? found
            : name.StartsWith("the", StringComparison.Ordinal) && BySpan.TryGetValue(name.AsSpan(3), out found) ? found
            : null;
    }

    /// <summary>`US - United States`, `Russia (Russian Federation)`, `England &amp; Wales`: a country that is told twice, if each part is it.</summary>
    private static string? FindEach(ReadOnlySpan<char> text)
    {
        string? country = null;
        foreach (var part in text.ToString().Replace(" - ", "/", StringComparison.Ordinal).Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (Find(part) is not { } found || found != (country ??= found))
            {
                return null;
            }
        }

        return country;
    }

    /// <summary>Alpha-2 in upper case, as <see cref="NormalizationContext"/> takes it, or null if no country is meant.</summary>
    public static string? Alpha2(ReadOnlySpan<char> cell) => Normalize(cell)?.ToUpperInvariant();

    private static FrozenDictionary<string, string> Build()
    {
        var byName = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in CountryTable.Lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var words = line.Split(' ');
            var code = words[0].ToLowerInvariant();
            byName.Add(code, code);
            byName.Add(words[1].ToLowerInvariant(), code);
            foreach (var name in words.AsSpan(2))
            {
                byName.Add(name, code);
            }
        }

        return byName.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
