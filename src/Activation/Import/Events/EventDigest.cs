using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Activation.Import.Columns;

namespace Activation.Import.Events;

/// <summary>The ids by which an event is known again. Pure.</summary>
internal static class EventDigest
{
    /// <param name="given">As the row has it.</param>
    public static Guid OfGiven(SourceId source, string given)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, "given", source.Value, given);
        return End(hash);
    }

    /// <summary>Rows that say the same are one event, in whatever order their columns stand.</summary>
    /// <param name="profile">The profile that the row names by itself: whom it belongs to may change later.</param>
    /// <param name="columns">The properties, by slot.</param>
    /// <param name="values">The texts of the row, by slot; anything else is no value.</param>
    public static Guid OfRow(SourceId source, ProfileId profile, string name, DateTime at, IReadOnlyList<PlannedColumn> columns, IReadOnlyList<object?> values)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, "row", source.Value, profile.ToString(), name, at.Ticks.ToString(CultureInfo.InvariantCulture));
        var filled = Enumerable.Range(0, columns.Count).Where(slot => values[slot] is string).Select(slot => (Name: columns[slot].Name.ToUpperInvariant(), Text: (string?)values[slot] ?? ""));
        foreach (var (property, text) in filled.OrderBy(p => p.Name, StringComparer.Ordinal))
        {
            Append(hash, property, text);
        }

        return End(hash);
    }

    /// <summary>Each with its length before it: no two lists give the same bytes.</summary>
    private static void Append(IncrementalHash hash, params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }
    }

    private static Guid End(IncrementalHash hash)
    {
        Span<byte> digest = stackalloc byte[32];
        hash.GetHashAndReset(digest);
        return new Guid(digest[..16], bigEndian: true);
    }
}
