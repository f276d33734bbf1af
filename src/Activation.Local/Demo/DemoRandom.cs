namespace Activation.Local.Demo;

/// <summary>SplitMix64: the same numbers from the same seed on every runtime, which <see cref="Random"/> does not promise.</summary>
internal sealed class DemoRandom(ulong seed)
{
    private ulong state = seed;

    /// <summary>0 to <paramref name="limit"/> - 1.</summary>
    public int Next(int limit)
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        return (int)(z % (ulong)limit);
    }

    public bool Percent(int share) => Next(100) < share;

    public T Pick<T>(IReadOnlyList<T> choices) => choices[Next(choices.Count)];
}
