using System.Globalization;

namespace Activation.Local.Demo;

/// <summary>The airline's members: Bronze, Silver and Gold, many of whom never logged in on the web.</summary>
internal sealed class DemoPopulation
{
    private static readonly string[] Airports = ["ARN", "CDG", "FRA", "JFK", "LAX", "LHR", "MEL", "MUC", "SYD", "TXL"];
    private static readonly string[] Newsletters = ["weekly", "monthly", "never"];
    private static readonly string[] Domains = ["example.com", "example.org", "example.net", "mail.example.com"];

    // Of a hundred members; Sweden's free ranges are the smallest.
    private static readonly int[] CountryShares = [35, 22, 15, 14, 9, 5];

    private readonly DemoRandom random;
    private readonly int[] phonesTaken = new int[DemoPhonePlan.All.Count];
    private int serial;
    private int emails;

    /// <param name="customers">Members with a membership number; some without one come on top.</param>
    public DemoPopulation(ulong seed, int customers)
    {
        random = new DemoRandom(seed);
        for (var i = 0; i < customers; i++)
        {
            Members.Add(Create(hasEmail: !random.Percent(6), hasPhone: !random.Percent(25), Relative(i)));
        }

        // Known by an email or a phone only: newsletter readers, and callers of the service line.
        for (var i = 0; i < customers / 80; i++)
        {
            Members.Add(Create(hasEmail: i % 3 != 0, hasPhone: i % 3 == 0, relative: null, isCustomer: false));
        }
    }

    public List<DemoMember> Members { get; } = [];

    /// <summary>A new customer with an email of their own.</summary>
    public DemoMember Join() => Create(hasEmail: true, hasPhone: true, relative: null);

    public string NewEmail(string firstName) => Email(firstName, "renamed");

    /// <summary>Some households share one mailbox, others one phone: every 61st and every 97th member with the one before.</summary>
    private (DemoMember Member, bool SharesEmail)? Relative(int i) => i switch
    {
        _ when i > 0 && i % 61 == 1 => (Members[^1], true),
        _ when i > 0 && i % 97 == 1 => (Members[^1], false),
        _ => null,
    };

    private DemoMember Create(bool hasEmail, bool hasPhone, (DemoMember Member, bool SharesEmail)? relative, bool isCustomer = true)
    {
        serial++;
        var plan = Plan();
        var first = random.Pick(DemoNames.First);
        var last = random.Pick(DemoNames.Last);
        var email = hasEmail ? Email(first, last) : null;
        var phone = hasPhone ? DemoPhonePlan.All[plan].Number(phonesTaken[plan]++) : null;
        if (relative is { } kin)
        {
            email = kin.SharesEmail ? kin.Member.Email : email;
            phone = kin.SharesEmail ? phone : kin.Member.Phone;
        }

        var tier = random.Next(100);
        return new DemoMember
        {
            MemberId = isCustomer ? string.Create(CultureInfo.InvariantCulture, $"FF{serial:D6}") : "",
            Email = email,
            Phone = phone,
            Country = phone?.Plan.Country ?? DemoPhonePlan.All[plan].Country,
            FirstName = first,
            LastName = last,
            Street = string.Create(CultureInfo.InvariantCulture, $"{random.Next(400) + 1}, {random.Pick(DemoNames.Streets)}"),
            Tier = tier < 58 ? "Bronze" : tier < 86 ? "Silver" : tier < 98 ? "Gold" : "",
            Miles = random.Next(180_000),
            LastFlight = new DateOnly(2024, 1, 1).AddDays(random.Next(1000)),
            WebLogin = random.Percent(55),
            HomeAirport = random.Pick(Airports),
            Newsletter = random.Pick(Newsletters),
            EmailWriting = EmailWriting(),
            PhoneWriting = random.Next(DemoPhone.Writings),
        };
    }

    private int Plan()
    {
        var draw = random.Next(100);
        var plan = 0;
        while (draw >= CountryShares[plan] || phonesTaken[plan] >= DemoPhonePlan.All[plan].Capacity)
        {
            draw = Math.Max(0, draw - CountryShares[plan]);
            plan = (plan + 1) % CountryShares.Length;
        }

        return plan;
    }

    private DemoEmailWriting EmailWriting() => random.Next(100) switch
    {
        < 70 => DemoEmailWriting.Plain,
        < 82 => DemoEmailWriting.MixedCase,
        < 92 => DemoEmailWriting.Padded,
        < 94 => DemoEmailWriting.NoBreakSpace,
        < 97 => DemoEmailWriting.Hashed,
        _ => DemoEmailWriting.HashedUpperCase,
    };

    private string Email(string first, string last)
    {
        var local = string.Concat($"{first}.{last}".ToLowerInvariant().Where(c => c is (>= 'a' and <= 'z') or '.')).Trim('.');
        var tag = random.Percent(4) ? "+flights" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{(local.Length == 0 ? "traveller" : local)}.{++emails}{tag}@{random.Pick(Domains)}");
    }
}
