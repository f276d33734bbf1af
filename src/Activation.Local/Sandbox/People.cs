namespace Activation.Local.Sandbox;

/// <summary>
/// The people of an audience, each a set of keys (`EMAIL:…`), no key with two people. An added row joins everybody who shares a key with it into
/// one person; a removed row takes out everybody who has any of its keys, with all their keys. Not thread-safe.
/// </summary>
internal sealed class People
{
    private readonly Dictionary<string, HashSet<string>> byKey = new(StringComparer.Ordinal);

    public int Count { get; private set; }

    public IReadOnlyCollection<string> Keys => byKey.Keys;

    public IEnumerable<IReadOnlyCollection<string>> All => byKey.Values.Distinct();

    public void Add(IReadOnlyList<string> row)
    {
        if (row.Count == 0)
        {
            return;
        }

        var sharing = Sharing(row);
        var person = sharing.MaxBy(p => p.Count) ?? [];
        Count += sharing.Count == 0 ? 1 : 1 - sharing.Count;
        foreach (var key in row.Concat(sharing.Where(p => p != person).SelectMany(p => p)).ToList())
        {
            person.Add(key);
            byKey[key] = person;
        }
    }

    /// <returns>How many people went.</returns>
    public int Remove(IReadOnlyList<string> row)
    {
        var sharing = Sharing(row);
        foreach (var key in sharing.SelectMany(p => p))
        {
            byKey.Remove(key);
        }

        Count -= sharing.Count;
        return sharing.Count;
    }

    public void Clear()
    {
        byKey.Clear();
        Count = 0;
    }

    private HashSet<HashSet<string>> Sharing(IReadOnlyList<string> row)
    {
        // People are compared by reference, as sets are by default.
        var sharing = new HashSet<HashSet<string>>();
        foreach (var key in row)
        {
            if (byKey.TryGetValue(key, out var person))
            {
                sharing.Add(person);
            }
        }

        return sharing;
    }
}
