using System.Security.Cryptography;
using System.Text;

namespace Activation.Tests.Segments;

/// <summary>A profile as the reference evaluator sees it: plain rows, merged the plain way.</summary>
internal sealed record ReferenceProfile(Guid Id, IReadOnlyList<ReferenceRow> Rows)
{
    public IReadOnlyList<ReferenceEvent> Events { get; init; } = [];

    public long Mask => Rows.Aggregate(0L, (mask, row) => mask | row.Mask);

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5351", Justification = "The digest tells rows apart; nothing is protected by it.")]
    public Guid Digest => Rows.Count == 1
        ? Rows[0].Digest
        : new Guid(MD5.HashData(Encoding.ASCII.GetBytes(string.Concat(Rows.OrderBy(r => r.Source, StringComparer.Ordinal).Select(r => r.Digest.ToString())))), bigEndian: true);

    /// <summary>The newest value; of equally new ones that of the first source by name; null if no row has one.</summary>
    /// <param name="sources">Null: all.</param>
    public object? Value(string trait, IReadOnlyCollection<string>? sources)
    {
        object? value = null;
        (DateTime At, string Source)? best = null;
        foreach (var row in Rows)
        {
            if (sources?.Contains(row.Source) != false && row.Values.TryGetValue(trait, out var found))
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

internal sealed record ReferenceEvent(string Name, DateTime At, string Source, Guid Id, IReadOnlyDictionary<string, object> Properties);

internal sealed record ReferenceSegment(System.Text.Json.Nodes.JsonNode Rule, IReadOnlyList<string>? Sources);

internal sealed record ReferenceRow(
    string Source,
    DateTime ObservedAt,
    Guid Digest,
    long Mask,
    IReadOnlyDictionary<string, object> Values,
    IReadOnlyDictionary<string, DateTime> Observed);
