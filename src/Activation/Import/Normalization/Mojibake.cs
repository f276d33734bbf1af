using System.Text;
using System.Text.Unicode;

namespace Activation.Import.Normalization;

/// <summary>
/// Text in UTF-8 that some tool on its way took for Windows-1252 and saved again: `MÃ¼ller`, `SÃ£o Paulo`. Read back it is valid UTF-8, which text that was meant as it
/// stands never is.
/// </summary>
internal static class Mojibake
{
    private const int MaxLength = 128;

    /// <summary>Stands for a character that Windows-1252 has not.</summary>
    private const byte Unknown = 0x1A;

    // The provider's own choice would write a letter of another alphabet as the one that looks most like it.
    private static readonly Encoding Windows =
        CodePagesEncodingProvider.Instance.GetEncoding(1252, new EncoderReplacementFallback("\u001A"), DecoderFallback.ReplacementFallback) ?? Encoding.Latin1;

    /// <returns>The text as it was meant; null if it is none of these.</returns>
    public static string? Repair(ReadOnlySpan<char> text)
    {
        // What Windows-1252 makes of the first byte of a character of UTF-8.
        if (text.Length > MaxLength || !text.ContainsAnyInRange('\u00C2', '\u00F4'))
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[MaxLength];
        bytes = bytes[..Windows.GetBytes(text, bytes)];
        return bytes.Contains(Unknown) || !Utf8.IsValid(bytes) ? null : Encoding.UTF8.GetString(bytes);
    }
}
