namespace Activation.Local.Demo;

/// <summary>
/// The demo airline's CRM exports. Deterministic: the same bytes on every machine. All people are invented, all addresses are at
/// the reserved example domains, all phone numbers from ranges kept for fiction.
/// </summary>
internal static class DemoFiles
{
    public const string Source = "airline";

    /// <summary>The source's country, for numbers in rows without one.</summary>
    public const string DefaultCountry = "US";

    public const int Customers = 5000;

    internal const string NotAPhone = "ask reception";
    private const string NotAnEmail = "unknown at example";
    private const ulong Seed = 20261124;

    /// <summary>The first export: everybody.</summary>
    /// <param name="customers">Fewer for a quick test.</param>
    public static DemoFile First(int customers = Customers)
    {
        var population = new DemoPopulation(Seed, customers);
        var random = new DemoRandom(Seed + 1);
        var writer = new DemoFileWriter("\r\n");
        foreach (var member in population.Members)
        {
            switch (random.Next(100))
            {
                case 0:
                    writer.BrokenRow(random.Next(3), member);
                    writer.Row(member);
                    break;
                case 1:
                    writer.Row(member);
                    writer.Row(member);
                    break;
                case 2 when member.Email is { } email:
                    // Entered twice, by two people with their own habits; the last tier counts.
                    writer.Row(member, email, member.Phone?.Written(0) ?? "", "Bronze");
                    writer.Row(member);
                    break;
                case 3 when member.MemberId.Length > 0:
                    writer.Row(member, NotAnEmail, member.Phone is null ? "" : NotAPhone, member.Tier);
                    break;
                default:
                    writer.Row(member);
                    break;
            }
        }

        return writer.Finish("members-2026-11-23.csv", byteOrderMark: false);
    }

    /// <summary>The people of the first export.</summary>
    public static IReadOnlyList<DemoMember> Members(int customers = Customers) => new DemoPopulation(Seed, customers).Members;

    /// <summary>The next export: most rows are the same; some people joined, changed tier or email, lost their tier, or are no longer listed.</summary>
    public static DemoFile Second(int customers = Customers)
    {
        var population = new DemoPopulation(Seed, customers);
        var random = new DemoRandom(Seed + 2);
        var writer = new DemoFileWriter("\n");
        foreach (var member in population.Members)
        {
            switch (random.Next(100))
            {
                case 0:
                    break;
                case 1 or 2:
                    member.Tier = member.Tier == "Gold" ? "Silver" : "Gold";
                    writer.Row(member);
                    break;
                case 3 when member is { MemberId.Length: > 0, Email: not null }:
                    member.Email = population.NewEmail("moved");
                    writer.Row(member);
                    break;
                case 4 when member.MemberId.Length > 0:
                    writer.Row(member, member.Email ?? "", member.Phone?.Written(1) ?? "", DemoFileWriter.Clear);
                    break;
                case 5 when member.MemberId.Length > 0:
                    // Empty cells keep what was known.
                    writer.Row(member, "", "", "");
                    break;
                default:
                    writer.Row(member);
                    break;
            }
        }

        for (var i = 0; i < customers / 100; i++)
        {
            writer.Row(population.Join());
        }

        return writer.Finish("members-2026-11-24.csv", byteOrderMark: true);
    }
}
