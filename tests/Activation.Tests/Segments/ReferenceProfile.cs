using System.Security.Cryptography;
using System.Text;

namespace Activation.Tests.Segments;

/// <summary>A profile as the reference evaluator sees it: plain rows, merged the plain way.</summary>
internal sealed record ReferenceProfile(Guid Id, IReadOnlyList<ReferenceRow> Rows)
{
    public long Mask => Rows.Aggregate(0L, (mask, row) => mask | row.Mask);

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5351", Justification = "The digest tells rows apart; nothing is protected by it.")]
    public Guid Digest => Rows.Count == 1
        ? Rows[0].Digest
        : new Guid(MD5.HashData(Encoding.ASCII.GetBytes(string.Concat(Rows.OrderBy(r => r.Source, StringComparer.Ordinal).Select(r => r.Digest.ToString())))), bigEndian: true);

    /// <summary>The newest value; of equally new ones that of the first source by name; null if no row has one.</summary>
    public object? Value(string trait)
    {
        object? value = null;
        (DateTime At, string Source)? best = null;
        foreach (var row in Rows)
        {
            if (row.Values.TryGetValue(trait, out var found))
            {
                var at = row.Observed.TryGetValue(trait, out var own) ? own : row.ObservedAt;
                if (best is not { } b || at > b.At || (at == b.At && string.CompareOrdinal(row.Source, b.Source) < 0))
                {
                    (best, value) = ((at, row.Source), found);
                }
            }
        }

        return value;
    }
}

internal sealed record ReferenceRow(
    string Source,
    DateTime ObservedAt,
    Guid Digest,
    long Mask,
    IReadOnlyDictionary<string, object> Values,
    IReadOnlyDictionary<string, DateTime> Observed);
