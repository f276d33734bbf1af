using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Activation.Destinations;
using Activation.Profiles;

namespace Activation.Sync.Planning;

/// <summary>Makes the row that a destination gets of a member, and the digests of the keys by which the platform would find it. Pure.</summary>
internal sealed class MemberRowBuilder
{
    private const int MaxOnStack = 512;

    private readonly DestinationType type;
    private readonly List<AcceptedIdentifier> identifiers;
    private readonly HashSet<string> keyIdentifiers;
    private readonly EnrichmentSpec enrichment;

    /// <param name="selection">The sync's identifiers, in the order in which they are sent; empty for all that the destination accepts, in its order.</param>
    public MemberRowBuilder(DestinationType type, IReadOnlyList<string> selection, EnrichmentSpec? enrichment = null)
    {
        this.type = type;
        this.enrichment = enrichment ?? EnrichmentSpec.None;
        identifiers = Chosen(type, selection);
        Variants = identifiers.Select(i => i.Variant).ToHashSet(StringComparer.Ordinal);
        keyIdentifiers = type.Keys.SelectMany(k => k.Identifiers).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The identifiers that a sync sends, in its order.</summary>
    public static List<AcceptedIdentifier> Chosen(DestinationType type, IReadOnlyList<string> selection)
    {
        var chosen = selection.Select(s => s == Identifiers.CustomerId ? Identifiers.ExternalId : s).Distinct(StringComparer.Ordinal).ToList();
        return chosen.Count == 0 ? [.. type.Identifiers] : [.. chosen.SelectMany(name => type.Identifiers.Where(i => i.Name == name))];
    }

    /// <summary>Changes when a member's row may come out differently though its identifiers are the same.</summary>
    public string OptionsDigest()
    {
        var text = $"{type.Type}|{string.Join(',', identifiers.Select(i => $"{i.Name}={i.Variant}:{i.Shape}"))}|{string.Join(',', type.Keys.Select(k => string.Join('+', k.Identifiers)))}";
        var extras = enrichment.IsEmpty ? "" : $"|{enrichment.ValueTrait}|{string.Join('\0', enrichment.Traits)}|{enrichment.ResendsChanges}{string.Concat(enrichment.Consents.Select(c => $"|{c.Key}={string.Join(',', c.Value)}"))}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text + extras)).AsSpan(0, 8));
    }

    /// <summary>What the sync sends beside identifiers.</summary>
    public EnrichmentSpec Enrichment => enrichment;

    /// <summary>The member's row; null if the destination could not match it by any of its identifiers.</summary>
    /// <param name="extras">See <see cref="EnrichmentSpec.Read"/>.</param>
    /// <param name="hasInvalid">Whether values were left out that have not the form that the destination demands.</param>
    public MemberRow? Build(ProfileId profile, IdentifierSet set, string? extras, out bool hasInvalid)
    {
        hasInvalid = false;
        var values = new List<KeyValuePair<string, IReadOnlyList<string>>>(identifiers.Count);
        foreach (var identifier in identifiers)
        {
            var present = set[identifier.Variant];
            if (!present.All(v => identifier.Shape.Fits(v)))
            {
                hasInvalid = true;
                present = [.. present.Where(v => identifier.Shape.Fits(v))];
            }

            if (present.Count > 0)
            {
                values.Add(new(identifier.Name, present));
            }
        }

        var row = new MemberRow(profile, values) { Enrichment = enrichment.Read(extras) };
        return values.Count > 0 && type.Finds(row) ? row : null;
    }

    /// <summary>The stored variants that rows are made of.</summary>
    public IReadOnlySet<string> Variants { get; }

    /// <summary>128-bit digests of the row's match keys, each once.</summary>
    public IReadOnlyList<Guid> Keys(MemberRow row)
    {
        if (type.Keys.Count == 0)
        {
            return [KeyDigest("profileId", row.Profile.ToString())];
        }

        var keys = new HashSet<Guid>();
        foreach (var key in type.Keys)
        {
            AddDigests(key, row, keys);
        }

        return [.. keys];
    }

    /// <summary>See <see cref="DestinationType.FindingTraits"/>.</summary>
    public IReadOnlyList<string> FindingTraits => type.FindingTraits;

    /// <summary>The row cut down to what a remove may name: the keys in `named`.</summary>
    /// <param name="shared">Traits that it may not name, see <see cref="SharedTraits"/>.</param>
    public MemberRow KeysOnly(MemberRow row, IReadOnlySet<Guid> named, IReadOnlySet<string> shared)
    {
        row = row with { Enrichment = type.FindingTraits.Count > 0 ? row.Enrichment with { Traits = [.. row.Enrichment.Traits.Where(t => !IsShared(t, shared))] } : Destinations.Enrichment.None };
        if (type.Keys.Count == 0)
        {
            return row;
        }

        var keep = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var key in type.Keys)
        {
            Keep(key, row, named, keep);
        }

        return row with
        {
            Values = [.. row.Values.Where(v => keyIdentifiers.Contains(v.Key) && keep.ContainsKey(v.Key))
                .Select(v => new KeyValuePair<string, IReadOnlyList<string>>(v.Key, keep[v.Key]))],
        };
    }

    private bool IsShared(KeyValuePair<string, JsonElement> trait, IReadOnlySet<string> shared) =>
        type.FindingTraits.Contains(trait.Key, StringComparer.OrdinalIgnoreCase) && shared.Contains(SharedTraits.Key(trait.Key, trait.Value.ToString()));

    private static void AddDigests(MatchKey key, MemberRow row, HashSet<Guid> keys)
    {
        if (!key.IsComposite)
        {
            foreach (var value in row[key.Identifiers[0]])
            {
                keys.Add(KeyDigest(key.Identifiers[0], value));
            }
        }
        else if (Composite(key, row) is { } digest)
        {
            keys.Add(digest);
        }
    }

    private static void Keep(MatchKey key, MemberRow row, IReadOnlySet<Guid> named, Dictionary<string, List<string>> keep)
    {
        if (!key.IsComposite)
        {
            var values = row[key.Identifiers[0]].Where(v => named.Contains(KeyDigest(key.Identifiers[0], v))).ToList();
            if (values.Count > 0)
            {
                keep[key.Identifiers[0]] = values;
            }
        }
        else if (Composite(key, row) is { } digest && named.Contains(digest))
        {
            foreach (var identifier in key.Identifiers)
            {
                keep.TryAdd(identifier, [.. row[identifier].Take(1)]);
            }
        }
    }

    private static Guid? Composite(MatchKey key, MemberRow row) =>
        key.Identifiers.All(i => row[i].Count > 0)
            ? KeyDigest(string.Join('+', key.Identifiers), string.Join('\0', key.Identifiers.Select(i => row[i][0])))
            : null;

    private static Guid KeyDigest(string name, string value)
    {
        var length = Encoding.UTF8.GetByteCount(name) + 1 + Encoding.UTF8.GetByteCount(value);
        Span<byte> text = length <= MaxOnStack ? stackalloc byte[length] : new byte[length];
        var end = Encoding.UTF8.GetBytes(name, text);
        text[end] = 0;
        Encoding.UTF8.GetBytes(value, text[(end + 1)..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, hash);
        return new Guid(hash[..16], bigEndian: true);
    }
}
