using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Activation.Profiles;

/// <summary>A value of an identifier: a text, or a hash as its bytes.</summary>
internal readonly struct IdentifierValue
{
    public const int HashBytes = SHA256.HashSizeInBytes;

    /// <summary>Null if the value is a hash.</summary>
    public readonly string? Text;

    /// <summary>Of the variant in <see cref="Identifiers.Variants"/>.</summary>
    public readonly int Position;

    private readonly HashWords words;

    public IdentifierValue(string text, int position) => (Text, Position) = (text, position);

    public IdentifierValue(ReadOnlySpan<byte> hash, int position) => (Position, words) = (position, MemoryMarshal.Read<HashWords>(hash));

    /// <summary>The bytes of a value that is a hash; as long as the value stays where it is.</summary>
    public static ReadOnlySpan<byte> HashOf(ref readonly IdentifierValue value) => MemoryMarshal.AsBytes(new ReadOnlySpan<HashWords>(in value.words));

    /// <summary>Reads lower-case hexadecimal digits. False of anything else, whose case would be lost.</summary>
    public static bool TryReadHash(string value, Span<byte> hash) =>
        value.Length == 2 * HashBytes && !value.AsSpan().ContainsAnyInRange('A', 'F') && Convert.FromHexString(value, hash, out _, out _) == OperationStatus.Done;

    /// <summary>The bytes of a hash, where they stand beside other fields without a gap.</summary>
    [InlineArray(HashBytes / sizeof(long))]
    private struct HashWords
    {
        private long first;
    }
}
