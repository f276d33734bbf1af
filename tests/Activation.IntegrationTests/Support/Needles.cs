using System.Buffers;
using System.Text;

namespace Activation.IntegrationTests.Support;

/// <summary>
/// Values to look for in bytes, in every form in which a program could have left them: UTF-8, UTF-16, hexadecimal and base64 (at each of the three
/// alignments), as written and in lower case. Forms too short to be told from chance in random bytes are left out.
/// </summary>
public sealed class Needles
{
    private readonly SearchValues<string> forms;

    public Needles(IEnumerable<string> values)
        : this(values, [])
    {
    }

    /// <param name="binary">Values of at least 16 bytes, looked for as they are, in hexadecimal and in base64.</param>
    public Needles(IEnumerable<string> values, IEnumerable<byte[]> binary)
    {
        var texts = values.SelectMany(v => new[] { v, v.ToLowerInvariant(), LettersAndDigits(v) }).Distinct(StringComparer.Ordinal).SelectMany(Forms);
        forms = SearchValues.Create([.. texts.Concat(binary.SelectMany(Forms)).Distinct(StringComparer.Ordinal)], StringComparison.Ordinal);
    }

    public bool IsIn(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes).AsSpan().IndexOfAny(forms) >= 0;

    private static IEnumerable<string> Forms(string value)
    {
        var utf8 = Encoding.UTF8.GetBytes(value);
        if (IsTelling(value, utf8.Length))
        {
            yield return Encoding.Latin1.GetString(utf8);
            yield return Encoding.Latin1.GetString(Encoding.Unicode.GetBytes(value));
        }

        if (utf8.Length >= 6)
        {
            yield return Convert.ToHexString(utf8);
            yield return Convert.ToHexStringLower(utf8);
        }

        if (utf8.Length >= 9)
        {
            for (var lead = 0; lead < 3; lead++)
            {
                yield return Base64Core(utf8, lead);
            }
        }
    }

    private static IEnumerable<string> Forms(byte[] value) =>
    [
        Encoding.Latin1.GetString(value), Convert.ToHexString(value), Convert.ToHexStringLower(value), Encoding.Latin1.GetString(Encoding.Unicode.GetBytes(Convert.ToHexStringLower(value))),
        Base64Core(value, 0), Base64Core(value, 1), Base64Core(value, 2),
    ];

    /// <summary>Digits alone occur in hashes by chance; text does not.</summary>
    private static bool IsTelling(string value, int bytes) =>
        value.All(char.IsAsciiHexDigit) ? bytes >= 11 : bytes >= 5;

    /// <summary>The characters that the value's own bits decide, when it stands after <paramref name="lead"/> other bytes.</summary>
    private static string Base64Core(byte[] value, int lead)
    {
        var text = Convert.ToBase64String([.. new byte[lead], .. value]);
        var begin = lead == 0 ? 0 : lead + 1;
        var end = (lead + value.Length) * 8 / 6;
        return text[begin..end];
    }

    private static string LettersAndDigits(string value) => string.Concat(value.ToLowerInvariant().Where(char.IsLetterOrDigit));
}
