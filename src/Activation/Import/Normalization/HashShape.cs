using System.Buffers;

namespace Activation.Import.Normalization;

/// <summary>Whether a cell is a hash already. The whole value must be its hex digits (see <see cref="HashShapes.Digits"/>): a hash inside of a longer text is not one.</summary>
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
    private const int Md5Digits = 32;
    private const int Sha1Digits = 40;
    private const int Sha256Digits = 64;

    /// <summary>Pairs of digits with something between them.</summary>
    private const int MaxWritten = (Sha256Digits / 2 * 3) - 1;

    private static readonly string[] Prefixes = ["0x", "\\x", "sha256:", "sha256=", "sha-256:", "md5:", "sha1:", "sha-1:"];

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    public static HashShape Of(ReadOnlySpan<char> value)
    {
        var digits = Digits(value);
        if (!IsHex(digits))
        {
            return HashShape.None;
        }

        return digits.Length switch
        {
            Md5Digits => HashShape.Md5,
            Sha1Digits => HashShape.Sha1,
            _ => digits.Equals(Sha256Hex.OfEmpty, StringComparison.OrdinalIgnoreCase) ? HashShape.Sha256OfEmpty : HashShape.Sha256,
        };
    }

    /// <summary>
    /// The digits of a hash that is written as databases and languages do: `0xAB…` (SQL Server), `\xab…` (PostgreSQL), `AB-CD-…` (.NET), `sha256:ab…`; any other value as it is.
    /// </summary>
    public static ReadOnlySpan<char> Digits(ReadOnlySpan<char> value)
    {
        if (value.Length <= Md5Digits || value.Length > MaxWritten)
        {
            return value;
        }

        foreach (var prefix in Prefixes)
        {
            if (value.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && IsHex(value[prefix.Length..]))
            {
                return value[prefix.Length..];
            }
        }

        return value[2] is '-' or ':' or ' ' && WithoutSeparators(value) is { } digits ? digits : value;
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

    private static bool IsHex(ReadOnlySpan<char> value) => value.Length is Md5Digits or Sha1Digits or Sha256Digits && !value.ContainsAnyExcept(HexDigits);

    private static string? WithoutSeparators(ReadOnlySpan<char> value)
    {
        var separator = value[2];
        Span<char> digits = stackalloc char[Sha256Digits];
        var length = 0;
        for (var i = 0; i < value.Length; i++)
        {
            if (i % 3 != 2)
            {
                digits[length++] = value[i];
            }
            else if (value[i] != separator)
            {
                return null;
            }
        }

        return IsHex(digits[..length]) ? digits[..length].ToString() : null;
    }
}
