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
    private const int Sha256Bytes = 32;
    private const int Base64Length = 44;

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

    /// <summary>The 32 bytes of a SHA-256 in Base64 as lower-case hex digits; null if the value is none.</summary>
    public static string? HexOfBase64(ReadOnlySpan<char> value)
    {
        if (value.Length != Base64Length || value[^1] != '=')
        {
            return null;
        }

        Span<byte> hash = stackalloc byte[Sha256Bytes];
        return Convert.TryFromBase64Chars(value, hash, out var length) && length == Sha256Bytes ? Convert.ToHexStringLower(hash) : null;
    }
}
