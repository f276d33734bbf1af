namespace Activation.Import.Rows;

/// <summary>
/// The texts of a column that many people share, each in memory once: a level, a home airport, a day. In memory only, and only while the file is read.
/// </summary>
internal sealed class SharedTexts
{
    /// <summary>A power of two.</summary>
    private const int Slots = 512;

    private const int MaxLength = 32;

    private readonly string?[] texts = new string?[Slots];

    /// <summary>The text as a string, an earlier one if that is at hand.</summary>
    /// <param name="text">Not empty.</param>
    public string Of(ReadOnlySpan<char> text)
    {
        if (text.Length > MaxLength)
        {
            return text.ToString();
        }

        // Where two texts meet, the later one takes the place.
        ref var shared = ref texts[((((text[0] * 31) + text[text.Length / 2]) * 31) + (text[^1] * 7) + text.Length) & (Slots - 1)];
        return shared is not null && text.SequenceEqual(shared) ? shared : shared = text.ToString();
    }
}
