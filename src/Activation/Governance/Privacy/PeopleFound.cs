namespace Activation.Governance.Privacy;

/// <summary>People by profile id, while they are looked for.</summary>
internal sealed class PeopleFound
{
    private readonly Dictionary<ProfileId, (HashSet<int> Groups, HashSet<StrongValue> Values)> people = [];

    public PeopleFound(IEnumerable<Person> known)
    {
        foreach (var person in known)
        {
            Add(person);
        }
    }

    public int Count => people.Count;

    public IReadOnlyCollection<ProfileId> Profiles => people.Keys;

    public IReadOnlyList<Person> People => [.. people.Select(p => new Person(p.Key, p.Value.Groups, p.Value.Values))];

    public void Add(Person person)
    {
        if (person.Profile is not { } profile)
        {
            return;
        }

        if (!people.TryGetValue(profile, out var known))
        {
            people[profile] = known = ([], []);
        }

        known.Groups.UnionWith(person.Groups);
        known.Values.UnionWith(person.Values);
    }

    /// <summary>Adds an id under which somebody of these was known before.</summary>
    public void AddSame(ProfileId old, ProfileId profile)
    {
        if (people.TryGetValue(profile, out var known))
        {
            Add(new Person(old, known.Groups, []));
        }
    }
}
