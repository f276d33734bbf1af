using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Activation.IntegrationTests.Model;

/// <summary>
/// What every audience must be, told by sets alone: people as files have told of them, whom they may not be sent of, and which tiers each sync wants. It shares no code
/// with the product.
/// </summary>
internal sealed class AudienceModel
{
    public const int People = 12;

    /// <summary>So many neighbours have one phone.</summary>
    private const int Household = 3;

    private readonly Dictionary<int, Person> people = [];
    private readonly HashSet<string> suppressed = new(StringComparer.Ordinal);

    /// <summary>The tiers that each sync's segment asks for.</summary>
    public Dictionary<string, string[]> Wanted { get; } = new(StringComparer.Ordinal);

    public static string Customer(int person) => string.Create(CultureInfo.InvariantCulture, $"M{person:d5}");

    public static string Email(int person) => string.Create(CultureInfo.InvariantCulture, $"member{person}@example.com");

    public static string Phone(int person) => string.Create(CultureInfo.InvariantCulture, $"+1212200{person / Household:d4}");

    public bool Knows(int person) => people.ContainsKey(person);

    /// <summary>A row of a file. One that names a suppressed identifier is refused as a whole.</summary>
    public void Import(int person, string tier, bool withPhone)
    {
        if (Identifiers(person, withPhone).Any(suppressed.Contains))
        {
            return;
        }

        people[person] = new Person(tier, withPhone || people.GetValueOrDefault(person)?.HasPhone == true);
    }

    /// <summary>Suppressed is what is given, and of a known person everything that nobody else has.</summary>
    public void Suppress(int person)
    {
        suppressed.Add(Email(person));
        if (people.TryGetValue(person, out var known))
        {
            var others = people.Where(p => p.Key != person).SelectMany(p => Identifiers(p.Key, p.Value.HasPhone)).ToHashSet(StringComparer.Ordinal);
            suppressed.UnionWith(Identifiers(person, known.HasPhone).Where(i => !others.Contains(i)));
        }
    }

    /// <summary>The people whom a sync's audience must have.</summary>
    public IReadOnlyList<int> Members(string sync) =>
        [.. people.Where(p => Wanted[sync].Contains(p.Value.Tier, StringComparer.Ordinal) && !Identifiers(p.Key, p.Value.HasPhone).Any(suppressed.Contains)).Select(p => p.Key)];

    /// <summary>The keys that a sync's audience must have at Meta: those of its members, no more and no less.</summary>
    public IReadOnlySet<string> Keys(string sync) =>
        Members(sync).SelectMany(m => people[m].HasPhone ? new[] { EmailKey(m), PhoneKey(m) } : [EmailKey(m)]).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> Identifiers(int person, bool withPhone) => withPhone ? [Customer(person), Email(person), Phone(person)] : [Customer(person), Email(person)];

    private static string EmailKey(int person) => $"EMAIL:{Sha256(Email(person))}";

    private static string PhoneKey(int person) => $"PHONE:{Sha256(Phone(person)[1..])}";

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private sealed record Person(string Tier, bool HasPhone);
}
