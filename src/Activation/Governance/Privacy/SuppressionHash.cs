using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Activation.Governance.Privacy;

/// <summary>The 256 bits that stand for a suppressed identifier.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct SuppressionHash(UInt128 High, UInt128 Low) : IComparable<SuppressionHash>
{
    public const int Bytes = 32;

    public static SuppressionHash Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128BigEndian(bytes), BinaryPrimitives.ReadUInt128BigEndian(bytes[16..]));

    public int CompareTo(SuppressionHash other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    /// <summary>64 lowercase hex digits.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt128BigEndian(bytes[16..], Low);
        return Convert.ToHexStringLower(bytes);
    }

    public static bool operator <(SuppressionHash left, SuppressionHash right) => left.CompareTo(right) < 0;
    public static bool operator >(SuppressionHash left, SuppressionHash right) => left.CompareTo(right) > 0;
    public static bool operator <=(SuppressionHash left, SuppressionHash right) => left.CompareTo(right) <= 0;
    public static bool operator >=(SuppressionHash left, SuppressionHash right) => left.CompareTo(right) >= 0;
}
