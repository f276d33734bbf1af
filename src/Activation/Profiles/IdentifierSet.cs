using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Activation.Profiles;

/// <summary>
/// The identifiers of one profile from one source or of all: for each variant (see <see cref="Identifiers.Variants"/>) a list of
/// values, newest first, at most ten, without repeats. Hashes are kept as their bytes, because an import holds tens of thousands of sets at a time.
/// </summary>
public sealed class IdentifierSet
{
    public const int MaxValues = 10;

    /// <summary>As many as a row of a CRM file has.</summary>
    private const int UsualEntries = 14;

    private const int HashBytes = SHA256.HashSizeInBytes;

    /// <summary>The variants in the order of their names, which digests go by; so a variant that is appended changes none of a set that lacks it.</summary>
    private static readonly int[] ByName = [.. Enumerable.Range(0, Identifiers.Variants.Count).OrderBy(i => Identifiers.Variants[i].Name, StringComparer.Ordinal)];

    private static readonly bool[] IsHash = [.. Identifiers.Variants.Select(v => v.IsHash)];

    private static readonly byte[][] NameBytes = [.. Identifiers.Variants.Select(v => Encoding.UTF8.GetBytes(v.Name))];

    private static ReadOnlySpan<byte> BeforeValue => [0];

    private static ReadOnlySpan<byte> AfterValues => [1];

    /// <summary>By position of the variant; of one variant the newest first.</summary>
    private Entry[] entries = [];

    /// <summary>The first time that values are added.</summary>
    private readonly int capacity;

    public IdentifierSet()
        : this(UsualEntries)
    {
    }

    /// <param name="capacity">How many values are expected.</param>
    internal IdentifierSet(int capacity) => this.capacity = Math.Max(1, capacity);

    /// <summary>The variants that have a value, in the order of their names.</summary>
    public IReadOnlyList<string> VariantNames => [.. Filled().Select(i => Identifiers.Variants[i].Name)];

    public bool IsEmpty => Count == 0;

    public IReadOnlyList<string> this[string variantName] => this[Identifiers.Position(variantName)];

    /// <summary>Of the variant at a position of <see cref="Identifiers.Variants"/>.</summary>
    public IReadOnlyList<string> this[int position]
    {
        get
        {
            var (start, length) = Find(position);
            if (length == 0)
            {
                return [];
            }

            var list = new string[length];
            for (var i = 0; i < length; i++)
            {
                list[i] = entries[start + i].Text ?? Convert.ToHexStringLower(HashOf(in entries[start + i]));
            }

            return list;
        }
    }

    /// <summary>Positions of the variants that have a value, in the order of their names.</summary>
    public IEnumerable<int> Filled()
    {
        var mask = Mask();
        return ByName.Where(i => (mask & (1L << i)) != 0);
    }

    /// <summary>A set of its own with the same values.</summary>
    public IdentifierSet Copy()
    {
        var copy = new IdentifierSet();
        copy.entries = entries.AsSpan(0, Count).ToArray();
        copy.Count = Count;
        return copy;
    }

    /// <summary>Takes the values, or their absence, of the variants in the mask from another set.</summary>
    public void Take(IdentifierSet from, long mask)
    {
        var (own, count) = (entries, Count);
        (entries, Count) = (new Entry[count + from.Count], 0);
        var (i, j) = (0, 0);
        for (var position = 0; position < IsHash.Length; position++)
        {
            var isTaken = (mask & (1L << position)) != 0;
            for (; i < count && own[i].Position == position; i++)
            {
                if (!isTaken)
                {
                    entries[Count++] = own[i];
                }
            }

            for (; j < from.Count && from.entries[j].Position == position; j++)
            {
                if (isTaken)
                {
                    entries[Count++] = from.entries[j];
                }
            }
        }
    }

    /// <summary>Adds a value as the oldest; ignored if present already or if ten are.</summary>
    public void Add(string variantName, string value) => Add(Identifiers.Position(variantName), value);

    /// <summary>Replaces all values of the variant; an empty list removes it.</summary>
    public void Set(string variantName, IEnumerable<string> newValues)
    {
        var position = Identifiers.Position(variantName);
        Remove(position);
        foreach (var value in newValues)
        {
            Add(position, value);
        }
    }

    /// <summary>Bit i is set if the i-th of <see cref="Identifiers.Variants"/> has a value.</summary>
    public long Mask()
    {
        var mask = 0L;
        for (var i = 0; i < Count; i++)
        {
            mask |= 1L << entries[i].Position;
        }

        return mask;
    }

    /// <summary>128 bits of SHA-256 over all variants and values in order: equal sets have equal digests.</summary>
    public Guid Digest()
    {
        // Gathered first: many small pieces cost a hash function more than one large one.
        var text = new ArrayBufferWriter<byte>(1024);
        foreach (var position in ByName)
        {
            var (start, length) = Find(position);
            if (length == 0)
            {
                continue;
            }

            text.Write(NameBytes[position]);
            foreach (ref readonly var entry in entries.AsSpan(start, length))
            {
                text.Write(BeforeValue);
                if (entry.Text is { } value)
                {
                    Encoding.UTF8.GetBytes(value, text);
                }
                else
                {
                    Convert.TryToHexStringLower(HashOf(in entry), text.GetSpan(2 * HashBytes), out var written);
                    text.Advance(written);
                }
            }

            text.Write(AfterValues);
        }

        Span<byte> hash = stackalloc byte[HashBytes];
        SHA256.HashData(text.WrittenSpan, hash);
        return new Guid(hash[..16], bigEndian: true);
    }

    /// <summary>How many values there are, of all variants.</summary>
    internal int Count { get; private set; }

    /// <summary>A value, counted by position of the variant and then from the newest: its text, or its bytes if it is a hash.</summary>
    internal int Value(int index, out string? text, out ReadOnlySpan<byte> hash)
    {
        ref readonly var entry = ref entries[index];
        text = entry.Text;
        hash = text is null ? HashOf(in entry) : default;
        return entry.Position;
    }

    internal bool Has(int position) => Find(position).Length > 0;

    /// <summary>The hashes of a variant, one after the other.</summary>
    internal byte[] HashBytesOf(int position)
    {
        var (start, length) = Find(position);
        var bytes = new byte[length * HashBytes];
        for (var i = 0; i < length; i++)
        {
            HashOf(in entries[start + i]).CopyTo(bytes.AsSpan(i * HashBytes));
        }

        return bytes;
    }

    /// <summary>By position of the variant.</summary>
    internal void Add(int position, string value)
    {
        Span<byte> hash = stackalloc byte[HashBytes];
        if (IsHash[position] && TryRead(value, hash))
        {
            Add(position, hash);
            return;
        }

        var (start, length) = Find(position);
        if (length < MaxValues && !Contains(entries.AsSpan(start, length), value))
        {
            Insert(start + length, new Entry(value, position, default));
        }
    }

    /// <summary>Adds the bytes of a hash, as <see cref="Add(int, string)"/> adds its digits.</summary>
    internal void Add(int position, ReadOnlySpan<byte> hash)
    {
        var (start, length) = Find(position);
        if (length == MaxValues)
        {
            return;
        }

        foreach (ref readonly var entry in entries.AsSpan(start, length))
        {
            if (entry.Text is null && HashOf(in entry).SequenceEqual(hash))
            {
                return;
            }
        }

        Insert(start + length, new Entry(null, position, MemoryMarshal.Read<HashWords>(hash)));
    }

    /// <summary>Adds all values of another set.</summary>
    internal void Add(IdentifierSet other)
    {
        for (var i = 0; i < other.Count; i++)
        {
            var position = other.Value(i, out var text, out var hash);
            if (text is null)
            {
                Add(position, hash);
            }
            else
            {
                Add(position, text);
            }
        }
    }

    private static bool TryRead(string value, Span<byte> hash) =>
        value.Length == 2 * HashBytes && !value.AsSpan().ContainsAnyInRange('A', 'F') && Convert.FromHexString(value, hash, out _, out _) == OperationStatus.Done;

    private static bool Contains(ReadOnlySpan<Entry> entries, string value)
    {
        foreach (ref readonly var entry in entries)
        {
            if (entry.Text == value)
            {
                return true;
            }
        }

        return false;
    }

    private static ReadOnlySpan<byte> HashOf(ref readonly Entry entry) => MemoryMarshal.AsBytes(new ReadOnlySpan<HashWords>(in entry.Hash));

    /// <summary>Where the values of a variant are, or would be.</summary>
    private (int Start, int Length) Find(int position)
    {
        var end = Count;
        while (end > 0 && entries[end - 1].Position > position)
        {
            end--;
        }

        var start = end;
        while (start > 0 && entries[start - 1].Position == position)
        {
            start--;
        }

        return (start, end - start);
    }

    private void Insert(int index, Entry entry)
    {
        if (Count == entries.Length)
        {
            Array.Resize(ref entries, Count == 0 ? capacity : 2 * Count);
        }

        entries.AsSpan(index, Count - index).CopyTo(entries.AsSpan(index + 1));
        entries[index] = entry;
        Count++;
    }

    /// <summary>Leaves no value.</summary>
    internal void Clear() => Count = 0;

    private void Remove(int position)
    {
        var (start, length) = Find(position);
        entries.AsSpan(start + length, Count - start - length).CopyTo(entries.AsSpan(start));
        entries.AsSpan(Count - length, length).Clear();
        Count -= length;
    }

    /// <param name="text">Null if the value is a hash.</param>
    /// <param name="position">Of the variant.</param>
    private readonly struct Entry(string? text, int position, HashWords hash)
    {
        public readonly string? Text = text;
        public readonly int Position = position;
        public readonly HashWords Hash = hash;
    }

    /// <summary>The bytes of a hash, where they stand beside other fields without a gap.</summary>
    [InlineArray(HashBytes / sizeof(long))]
    private struct HashWords
    {
        private long first;
    }
}
