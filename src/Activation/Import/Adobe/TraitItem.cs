namespace Activation.Import.Adobe;

/// <summary>What one item of a trait row says: that the user has a trait, has it no longer, or the value of a key.</summary>
internal readonly ref struct TraitItem
{
    public required TraitItemKind Kind { get; init; }

    /// <summary>The trait's id, or the key.</summary>
    public required ReadOnlySpan<char> Name { get; init; }

    /// <summary>Of a key.</summary>
    public ReadOnlySpan<char> Value { get; init; }
}

internal enum TraitItemKind
{
    /// <summary>Nothing, as between two commas.</summary>
    Empty,
    Add,

    /// <summary>`d_unsid=28`, `28:0`, `28:-1`.</summary>
    Remove,
    KeyValue,
    Invalid,
}
