using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Activation.IntegrationTests.Support;

namespace Activation.IntegrationTests.Catalogue;

/// <summary>
/// People of whom random files tell: they join a segment, leave it, and change their email address and device. Who is in an audience follows from the files' rows alone,
/// with nothing of the product but how it names a profile.
/// </summary>
internal sealed class RandomPeople(Random random)
{
    private const int Count = 1_000;
    private const int RefusedEvery = 500;

    private readonly Person?[] people = new Person?[Count];
    private readonly int firstRefused = random.Next(RefusedEvery);
    private readonly HashSet<string> refusedValues = new(StringComparer.Ordinal);

    /// <summary>Rows so far that put somebody into the segment or took him out.</summary>
    public int JoinsAndLeaves { get; private set; }

    /// <summary>Rows so far that gave a member another email address and device.</summary>
    public int Changes { get; private set; }

    public IEnumerable<int> Members => Enumerable.Range(0, Count).Where(m => people[m] is { IsIn: true });

    /// <summary>The next file: everybody in the first, later those with whom something is different.</summary>
    public string NextFile()
    {
        var csv = new StringBuilder("member_id,email,device,tier\n");
        for (var member = 0; member < Count; member++)
        {
            if (Next(people[member]) is { } person)
            {
                people[member] = person;
                NoteRefusal(member, person);
                csv.Append(CultureInfo.InvariantCulture, $"{Customer(member)},{Email(member, person.Generation)},{Device(member, person.Generation)},{(person.IsIn ? "gold" : "silver")}\n");
            }
        }

        return csv.ToString();
    }

    /// <summary>True of a few whom every platform refuses that can.</summary>
    public bool IsRefused(int member) => member % RefusedEvery == firstRefused;

    /// <summary>Whether a value, whatever a platform knows people by, is or was one of theirs.</summary>
    public bool IsRefused(string value) => refusedValues.Contains(value);

    public static string ProfileOf(int member) => ProfileId.ForCustomer(Customer(member)).ToString();

    /// <summary>The one identifier that a platform is sent of the member.</summary>
    public string Sent(int member, PlatformSample platform) => platform.Identifier switch
    {
        "email" => Hash(Email(member, Generation(member))),
        "mobileAdId" => Device(member, Generation(member)),
        _ => Customer(member),
    };

    /// <summary>How a platform shows the member.</summary>
    public string Shown(int member, PlatformSample platform) => platform.ByProfile ? ProfileOf(member) : Sent(member, platform);

    private void NoteRefusal(int member, Person person)
    {
        if (IsRefused(member))
        {
            refusedValues.UnionWith([Customer(member), ProfileOf(member), Hash(Email(member, person.Generation)), Device(member, person.Generation)]);
        }
    }

    private Person? Next(Person? before)
    {
        var (flips, renews) = (random.NextDouble() < 0.3, random.NextDouble() < 0.1);
        if (before is null)
        {
            var isIn = random.NextDouble() < 0.6;
            JoinsAndLeaves += isIn ? 1 : 0;
            return new Person(isIn, 0);
        }

        if (!flips && !renews)
        {
            return null;
        }

        JoinsAndLeaves += flips ? 1 : 0;
        Changes += renews && !flips && before.IsIn ? 1 : 0;
        return new Person(before.IsIn != flips, before.Generation + (renews ? 1 : 0));
    }

    private int Generation(int member) => people[member]?.Generation ?? 0;

    private static string Customer(int member) => string.Create(CultureInfo.InvariantCulture, $"E{member:D5}");

    /// <summary>No rule of any platform changes it before it is hashed.</summary>
    private static string Email(int member, int generation) => string.Create(CultureInfo.InvariantCulture, $"every{member}g{generation}@example.com");

    private static string Device(int member, int generation) => string.Create(CultureInfo.InvariantCulture, $"{member + 1:x8}-1111-4111-8111-{generation + 1:x12}");

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <param name="Generation">Times that the email address and the device were changed.</param>
    private sealed record Person(bool IsIn, int Generation);
}
