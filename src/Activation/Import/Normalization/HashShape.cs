using System.Buffers;

namespace Activation.Import.Normalization;

/// <summary>Whether a cell is a hash already. The whole value must be hex digits: a hash inside of a longer text is not one.</summary>
internal enum HashShape
{
    None,
    Sha256,

    /// <summary>SHA-256 of the empty string, see <see cref="Sha256Hex.OfEmpty"/>.</summary>
    Sha256OfEmpty,
    Md5,
    Sha1,
}

internal static class HashShapes
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    public static HashShape Of(ReadOnlySpan<char> value)
    {
        if (value.Length is not (32 or 40 or 64) || value.ContainsAnyExcept(HexDigits))
        {
            return HashShape.None;
        }

        return value.Length switch
        {
            32 => HashShape.Md5,
            40 => HashShape.Sha1,
            _ => value.Equals(Sha256Hex.OfEmpty, StringComparison.OrdinalIgnoreCase) ? HashShape.Sha256OfEmpty : HashShape.Sha256,
        };
    }
}
