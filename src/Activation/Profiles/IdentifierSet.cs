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

    private static readonly bool[] IsHash = [.. Identifiers.Variants.Select(v => v.IsHash)];

    /// <summary>By position of the variant; of one variant the newest first.</summary>
    private IdentifierValue[] entries = [];

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
                list[i] = entries[start + i].Text ?? Convert.ToHexStringLower(IdentifierValue.HashOf(in entries[start + i]));
            }

            return list;
        }
    }

    /// <summary>Positions of the variants that have a value, in the order of their names.</summary>
    public IEnumerable<int> Filled()
    {
        var mask = Mask();
        return IdentifierDigest.ByName.Where(i => (mask & (1L << i)) != 0);
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
        (entries, Count) = (new IdentifierValue[count + from.Count], 0);
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
    public Guid Digest() => IdentifierDigest.Of(this);

    /// <summary>How many values there are, of all variants.</summary>
    internal int Count { get; private set; }

    /// <summary>A value, counted by position of the variant and then from the newest: its text, or its bytes if it is a hash.</summary>
    internal int Value(int index, out string? text, out ReadOnlySpan<byte> hash)
    {
        ref readonly var entry = ref entries[index];
        text = entry.Text;
        hash = text is null ? IdentifierValue.HashOf(in entry) : default;
        return entry.Position;
    }

    /// <summary>The values of a variant, newest first; as long as the set does not change.</summary>
    internal ReadOnlySpan<IdentifierValue> Values(int position)
    {
        var (start, length) = Find(position);
        return entries.AsSpan(start, length);
    }

    internal bool Has(int position) => Find(position).Length > 0;

    /// <summary>The hashes of a variant, one after the other.</summary>
    internal byte[] HashBytesOf(int position)
    {
        var (start, length) = Find(position);
        var bytes = new byte[length * IdentifierValue.HashBytes];
        for (var i = 0; i < length; i++)
        {
            IdentifierValue.HashOf(in entries[start + i]).CopyTo(bytes.AsSpan(i * IdentifierValue.HashBytes));
        }

        return bytes;
    }

    /// <summary>By position of the variant.</summary>
    internal void Add(int position, string value)
    {
        Span<byte> hash = stackalloc byte[IdentifierValue.HashBytes];
        if (IsHash[position] && IdentifierValue.TryReadHash(value, hash))
        {
            Add(position, hash);
            return;
        }

        var (start, length) = Find(position);
        if (length < MaxValues && !Contains(entries.AsSpan(start, length), value))
        {
            Insert(start + length, new IdentifierValue(value, position));
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
            if (entry.Text is null && IdentifierValue.HashOf(in entry).SequenceEqual(hash))
            {
                return;
            }
        }

        Insert(start + length, new IdentifierValue(hash, position));
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

    private static bool Contains(ReadOnlySpan<IdentifierValue> entries, string value)
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

    private void Insert(int index, IdentifierValue entry)
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
}
