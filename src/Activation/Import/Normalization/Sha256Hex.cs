using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Activation.Import.Normalization;

/// <summary>The one place where an identifier becomes a hash: SHA-256 of its UTF-8 bytes as 64 lowercase hex digits, the form that every platform takes.</summary>
public static class Sha256Hex
{
    /// <summary>SHA-256 of no bytes. Whoever sends it has hashed an empty cell: it stands for everyone whose value is unknown.</summary>
    public const string OfEmpty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private const int StackBytes = 512;

    public static string Of(ReadOnlySpan<char> text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Write(text, hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>The hash as its 32 bytes.</summary>
    internal static void Write(ReadOnlySpan<char> text, Span<byte> hash)
    {
        if (text.IsEmpty)
        {
            throw new ArgumentException("An empty value is never hashed.", nameof(text));
        }

        var maxBytes = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (maxBytes <= StackBytes)
        {
            Write(text, stackalloc byte[StackBytes], hash);
            return;
        }

        var rented = ArrayPool<byte>.Shared.Rent(maxBytes);
        try
        {
            Write(text, rented, hash);
        }
        finally
        {
            // The bytes are a raw identifier; the pool outlives the import.
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }
    }

    private static void Write(ReadOnlySpan<char> text, Span<byte> utf8, Span<byte> hash)
    {
        var length = Encoding.UTF8.GetBytes(text, utf8);
        SHA256.HashData(utf8[..length], hash);
    }
}
