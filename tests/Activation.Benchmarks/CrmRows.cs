using System.Globalization;
using System.Text;

namespace Activation.Benchmarks;

/// <summary>Made-up customers: rows of 12 columns, of which six are identifiers that are hashed, one is the customer id, and five become traits.</summary>
internal static class CrmRows
{
    public const string Header = "member_id,email,phone,first_name,last_name,zip,country,tier,miles,last_flight,web_login,home_airport\n";

    private static readonly string[] First = ["Ottoline", "Bartholomew", "Ximena", "Søren", "Anne-Marie", "Zdeněk", "Priya", "Kwame", "Noor", "Luca"];
    private static readonly string[] Airports = ["VIE", "ZRH", "MUC", "JFK", "LHR", "AMS", "SFO"];

    /// <summary>A number below `count`, small ones more often, as surnames and postal codes are: with the third power, a twentieth of them is borne by a third of the people.</summary>
    private static int Uneven(int i, double salt, int count, int power)
    {
        var u = ((i * 0.6180339887498949) + salt) % 1;
        return (int)(count * Math.Pow(u, power));
    }

    private static string LastName(int i) => string.Create(CultureInfo.InvariantCulture, $"Quillfeather{Uneven(i, 0.1, 20_000, 3)}");

    private static int Zip(int i) => 10_000 + Uneven(i * 7, 0.7, 30_000, 2);

    private static string FirstName(int i) => Uneven(i * 3, 0.4, 1_000, 3) is var n && n < First.Length ? First[n] : string.Create(CultureInfo.InvariantCulture, $"{First[n % First.Length]}{(char)('a' + (n / 10 % 26))}{(char)('a' + (n / 260))}");

    /// <param name="revision">Of the row: a row of another revision has other miles.</param>
    public static void Append(StringBuilder text, int i, int revision = 0)
    {
        var first = FirstName(i);
        text.Append(CultureInfo.InvariantCulture, $"M{i:D8},{first[..3]}.Quillfeather{i}@Example{i % 50}.com,+1 (212) {200 + (i / 10_000 % 700):D3}-{i % 10_000:D4},{first},{LastName(i)},{Zip(i):D5},US,")
            .Append(CultureInfo.InvariantCulture, $"{(i % 9 == 0 ? "Gold" : i % 4 == 0 ? "Silver" : "Bronze")},{((i * 7L) + revision) % 180_000},2026-0{1 + (i % 9)}-1{i % 10},{(i % 2 == 0 ? "true" : "false")},{Airports[i % Airports.Length]}\n");
    }

    /// <summary>What is hashed of the row, in UTF-8, each value once.</summary>
    public static IEnumerable<byte[]> Hashed(int i)
    {
        var first = FirstName(i);
        var email = $"{first[..3]}.quillfeather{i}@example{i % 50}.com".ToLowerInvariant();
        var phone = string.Create(CultureInfo.InvariantCulture, $"1212{200 + (i / 10_000 % 700):D3}{i % 10_000:D4}");
        string[] values =
        [
            email, email.Replace($"{first[..3].ToLowerInvariant()}.", first[..3].ToLowerInvariant(), StringComparison.Ordinal), phone, "+" + phone,
            first.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal), LastName(i).ToLowerInvariant(), string.Create(CultureInfo.InvariantCulture, $"{Zip(i):D5}"), "us",
        ];
        return values.Select(Encoding.UTF8.GetBytes);
    }
}
