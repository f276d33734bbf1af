using Activation.Destinations;

namespace Activation.Tests.Sync;

/// <summary>
/// A platform as strict as the strictest: it knows people, merges every two that share a key, and removes a person with all keys when any one
/// of them is named.
/// </summary>
internal sealed class PlatformModel
{
    private static readonly string[] KeyNames = ["email", "phone", "externalId"];

    private readonly List<HashSet<string>> people = [];

    public IEnumerable<string> Keys => people.SelectMany(p => p).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    public static IEnumerable<string> KeysOf(MemberRow row) =>
        row.Values.Where(v => KeyNames.Contains(v.Key)).SelectMany(v => v.Value.Select(value => $"{v.Key}:{value}"));

    public void Add(MemberRow row)
    {
        var person = KeysOf(row).ToHashSet(StringComparer.Ordinal);
        foreach (var other in people.Where(p => p.Overlaps(person)).ToList())
        {
            person.UnionWith(other);
            people.Remove(other);
        }

        people.Add(person);
    }

    public void Remove(MemberRow row)
    {
        var named = KeysOf(row).ToHashSet(StringComparer.Ordinal);
        people.RemoveAll(p => p.Overlaps(named));
    }
}
