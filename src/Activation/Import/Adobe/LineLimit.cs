namespace Activation.Import.Adobe;

/// <summary>
/// Audience Manager takes so many lines of one user from a file, and drops the rest. Counted in two passes, so that it takes a few megabytes
/// however many users there are: the first counts roughly, the second exactly those who may be above.
/// </summary>
internal sealed class LineLimit
{
    public const int MaxLines = 200;

    private const int Buckets = 1 << 22;

    private readonly byte[] rough = new byte[Buckets];
    private readonly Dictionary<string, int> exact = new(StringComparer.Ordinal);

    /// <summary>First pass: once for each line.</summary>
    public void Count(ReadOnlySpan<char> user)
    {
        ref var count = ref rough[Bucket(user)];
        count += count < byte.MaxValue ? (byte)1 : (byte)0;
    }

    /// <summary>Second pass: whether the line is within the limit.</summary>
    public bool Admits(ReadOnlySpan<char> user)
    {
        if (rough[Bucket(user)] <= MaxLines)
        {
            return true;
        }

        var lookup = exact.GetAlternateLookup<ReadOnlySpan<char>>();
        lookup.TryGetValue(user, out var before);
        lookup[user] = before + 1;
        return before < MaxLines;
    }

    private static int Bucket(ReadOnlySpan<char> user) => string.GetHashCode(user, StringComparison.Ordinal) & (Buckets - 1);
}
