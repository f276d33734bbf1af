using System.Security.Cryptography;
using System.Text.Json;

namespace Activation.Monitoring.Audit;

/// <summary>Joins entries by their hashes. Pure.</summary>
internal static class AuditChain
{
    /// <summary>What the first entry has as its predecessor's hash.</summary>
    public static readonly string Start = new('0', 64);

    /// <summary>The entry with its place in the chain.</summary>
    public static AuditEntry Link(AuditEntry entry, long number, AuditEntry? previous)
    {
        var linked = entry with { Number = number, At = previous?.At > entry.At ? previous.At : entry.At, Previous = previous?.Hash ?? Start, Hash = null };
        return linked with { Hash = HashOf(linked) };
    }

    public static string HashOf(AuditEntry entry) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(entry with { Hash = null }, MonitoringJson.Default.AuditEntry)));

    /// <summary>What is wrong with an entry or its link to the one before; null if nothing is.</summary>
    /// <param name="number">The number that it is stored under.</param>
    /// <param name="previous">Null: there is none before it.</param>
    public static AuditBreak? Check(long number, AuditEntry entry, AuditEntry? previous) =>
        entry.Number != number || entry.Hash != HashOf(entry) ? new AuditBreak(number, AuditBreakReason.EntryChanged)
        : (previous?.Number ?? 0) != number - 1 ? new AuditBreak(number, AuditBreakReason.EntryMissing)
        : entry.Previous != (previous?.Hash ?? Start) ? new AuditBreak(number, AuditBreakReason.LinkBroken)
        : null;
}
