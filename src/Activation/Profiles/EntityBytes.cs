using System.Globalization;
using Azure.Data.Tables;

namespace Activation.Profiles;

/// <summary>Values beyond the 64 KiB of a table property: in pieces, over `name`, `name1`, `name2`, …</summary>
internal static class EntityBytes
{
    private const int PieceBytes = 64 * 1024;

    public static void Set(TableEntity entity, string name, ReadOnlySpan<byte> value)
    {
        for (var piece = 0; piece == 0 || piece * PieceBytes < value.Length; piece++)
        {
            var from = piece * PieceBytes;
            entity[PieceName(name, piece)] = value.Slice(from, Math.Min(PieceBytes, value.Length - from)).ToArray();
        }
    }

    /// <summary>The whole value; empty if the entity has none.</summary>
    public static ReadOnlyMemory<byte> Get(TableEntity entity, string name)
    {
        var first = entity.GetBinary(name) ?? [];
        if (!entity.ContainsKey(PieceName(name, 1)))
        {
            return first;
        }

        using var whole = new MemoryStream();
        whole.Write(first);
        for (var piece = 1; entity.GetBinary(PieceName(name, piece)) is { } next; piece++)
        {
            whole.Write(next);
        }

        return whole.ToArray();
    }

    private static string PieceName(string name, int piece) =>
        piece == 0 ? name : name + piece.ToString(CultureInfo.InvariantCulture);
}
