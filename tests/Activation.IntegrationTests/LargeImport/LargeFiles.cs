using System.Globalization;
using System.Text;

namespace Activation.IntegrationTests.LargeImport;

/// <summary>
/// Two files of 200,000 narrow rows. The second one leaves people as they are, changes them, brings new ones, gives some who were known by an email only a customer
/// id, names some customers by their email only, and, like the first, repeats people far from their first row and has rows that nobody can use.
/// </summary>
internal static class LargeFiles
{
    public const int Rows = 200_000;

    private const string Header = "member_id,email,tier,points\n";
    private const int SecondFrom = 40_000;
    private static readonly string[] Tiers = ["Gold", "Silver", "Bronze"];
    private static readonly string[] Unusable = [",,Gold,1\n", ",no address,Gold,1\n", "M1,person1@example.com\n"];

    public static string First() => Write(0, (text, i) => Append(text, KnowsCustomer(i) ? i : null, i, Tiers[i % 3], $"{i % 1000}"));

    public static string Second() => Write(SecondFrom, (text, i) =>
    {
        // Those who were known by their email alone have a customer id now, one in ten of them; and some customers come without theirs.
        int? customer = KnowsCustomer(i) ? (i % 400 == 9 ? null : i) : i % 400 == 7 ? i : null;
        switch (i % 5)
        {
            case 0:
                Append(text, customer, i, "Platinum", $"{(i % 1000) + 1}");
                break;
            case 1:
                Append(text, customer, i, "", i % 2 == 0 ? @"\N" : $"{(i % 1000) + 2}");
                break;
            default:
                Append(text, customer, i, Tiers[i % 3], $"{i % 1000}");
                break;
        }
    });

    private static bool KnowsCustomer(int i) => i % 40 != 7;

    private static string Write(int from, Action<StringBuilder, int> append)
    {
        var text = new StringBuilder(Header);
        var next = from;
        for (var row = 0; row < Rows; row++)
        {
            if (row % 200 == 199)
            {
                text.Append(Unusable[row / 200 % Unusable.Length]);
            }
            else if (row % 50 == 49)
            {
                // A customer of long before, or of just now, once more, with something that nobody had.
                var again = (row % 100 == 49 ? from + ((next - from) / 7) : next - 45) / 5 * 5;
                Append(text, again, again, "Repeated", $"{again % 1000}.5");
            }
            else
            {
                append(text, next++);
            }
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, int? customer, int email, string tier, string points)
    {
        text.Append(CultureInfo.InvariantCulture, $"{(customer is { } id ? $"M{id}" : "")},Person{email}@Example.com,{tier},{points}\n");
    }
}
