using System.Collections.Frozen;

namespace Activation.Import.Rows;

/// <summary>
/// How files write consent: `yes no`, `y n`, `true false`, `1 0`, `granted denied`, `opt-in opt-out`, `opted in`, `opted out`, without regard to case, spaces, dashes and underscores. Pure.
/// </summary>
internal static class ConsentText
{
    private const int MaxLength = 12;

    private static readonly FrozenDictionary<string, bool> Words = new Dictionary<string, bool>(StringComparer.Ordinal)
    {
        ["yes"] = true, ["y"] = true, ["true"] = true, ["1"] = true, ["granted"] = true, ["optin"] = true, ["optedin"] = true,
        ["no"] = false, ["n"] = false, ["false"] = false, ["0"] = false, ["denied"] = false, ["optout"] = false, ["optedout"] = false,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, bool>.AlternateLookup<ReadOnlySpan<char>> BySpan = Words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <returns>Null if it cannot be read: consent is never guessed.</returns>
    public static bool? Parse(ReadOnlySpan<char> text)
    {
        Span<char> word = stackalloc char[MaxLength];
        var length = 0;
        foreach (var c in text)
        {
            if (c is ' ' or '-' or '_')
            {
                continue;
            }

            if (length == MaxLength)
            {
                return null;
            }

            word[length++] = char.ToLowerInvariant(c);
        }

        return BySpan.TryGetValue(word[..length], out var granted) ? granted : null;
    }
}
