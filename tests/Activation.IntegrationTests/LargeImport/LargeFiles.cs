using System.Globalization;
using System.Text;

namespace Activation.IntegrationTests.LargeImport;

/// <summary>
/// What a source knew, and a file of 200,000 narrow rows, several for each person, as of bookings. It leaves people as they are, changes them, brings new ones, gives
/// some who were known by an email only a customer id, names some customers by their email only, and has rows that nobody can use. Storage emulators slow down
/// with each entity of a table, so there are fewer people than rows.
/// </summary>
internal static class LargeFiles
{
    public const int Rows = 200_000;

    private const string Header = "member_id,email,tier,points\n";
    private const int Known = 20_000;
    private const int People = 30_000;
    private static readonly string[] Tiers = ["Gold", "Silver", "Bronze"];
    private static readonly string[] Unusable = [",,Gold,1\n", ",no address,Gold,1\n", "M1,person1@example.com\n"];

    public static string Earlier()
    {
        var text = new StringBuilder(Header);
        for (var i = 0; i < Known; i++)
        {
            AppendAsBefore(text, i);
        }

        return text.ToString();
    }

    public static string Large()
    {
        var text = new StringBuilder(Header);
        for (var row = 0; row < Rows; row++)
        {
            if (row % 200 == 199)
            {
                text.Append(Unusable[row / 200 % Unusable.Length]);
            }
            else
            {
                Append(text, row % People, row / People);
            }
        }

        return text.ToString();
    }

    /// <param name="times">How often the file had the person before.</param>
    private static void Append(StringBuilder text, int i, int times)
    {
        // One in ten of those who were known by their email alone has a customer id now, and some customers come without theirs.
        int? customer = KnowsCustomer(i) ? (i % 400 == 9 ? null : i) : i % 400 == 7 ? i : null;
        if (i < Known && i % 6 == 0)
        {
            AppendAsBefore(text, i);
        }
        else if (i % 5 == 0)
        {
            Append(text, customer, i, "Platinum", $"{(i % 1000) + 1 + (times / 2)}.5");
        }
        else if (i % 5 == 1)
        {
            Append(text, customer, i, "", i % 2 == 0 ? @"\N" : $"{(i % 1000) + 2}");
        }
        else
        {
            Append(text, customer, i, Tiers[(i + 1) % 3], "");
        }
    }

    private static bool KnowsCustomer(int i) => i % 40 != 7;

    private static void AppendAsBefore(StringBuilder text, int i) => Append(text, KnowsCustomer(i) ? i : null, i, Tiers[i % 3], $"{i % 1000}");

    private static void Append(StringBuilder text, int? customer, int email, string tier, string points) =>
        text.Append(CultureInfo.InvariantCulture, $"{(customer is { } id ? $"M{id}" : "")},Person{email}@Example.com,{tier},{points}\n");
}
