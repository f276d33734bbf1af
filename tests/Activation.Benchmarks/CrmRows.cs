using System.Globalization;
using System.Text;

namespace Activation.Benchmarks;

/// <summary>Made-up customers: rows of 12 columns, of which six are identifiers that are hashed, one is the customer id, and five become traits.</summary>
internal static class CrmRows
{
    public const string Header = "member_id,email,phone,first_name,last_name,zip,country,tier,miles,last_flight,web_login,home_airport\n";

    private static readonly string[] First = ["Ottoline", "Bartholomew", "Ximena", "Søren", "Anne-Marie", "Zdeněk", "Priya", "Kwame", "Noor", "Luca"];
    private static readonly string[] Airports = ["VIE", "ZRH", "MUC", "JFK", "LHR", "AMS", "SFO"];

    /// <param name="revision">Of the row: a row of another revision has other miles.</param>
    public static void Append(StringBuilder text, int i, int revision = 0)
    {
        var first = First[i % First.Length];
        text.Append(CultureInfo.InvariantCulture, $"M{i:D8},{first[..3]}.Quillfeather{i}@Example{i % 50}.com,+1 (212) {200 + (i / 10_000 % 700):D3}-{i % 10_000:D4},{first},Quillfeather{i % 9973},{10_000 + (i % 80_000):D5},US,")
            .Append(CultureInfo.InvariantCulture, $"{(i % 9 == 0 ? "Gold" : i % 4 == 0 ? "Silver" : "Bronze")},{((i * 7L) + revision) % 180_000},2026-0{1 + (i % 9)}-1{i % 10},{(i % 2 == 0 ? "true" : "false")},{Airports[i % Airports.Length]}\n");
    }

    /// <summary>What is hashed of the row, in UTF-8, each value once.</summary>
    public static IEnumerable<byte[]> Hashed(int i)
    {
        var first = First[i % First.Length];
        var email = $"{first[..3]}.quillfeather{i}@example{i % 50}.com".ToLowerInvariant();
        var phone = string.Create(CultureInfo.InvariantCulture, $"1212{200 + (i / 10_000 % 700):D3}{i % 10_000:D4}");
        string[] values =
        [
            email, email.Replace($"{first[..3].ToLowerInvariant()}.", first[..3].ToLowerInvariant(), StringComparison.Ordinal), phone, "+" + phone,
            first.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal), $"quillfeather{i % 9973}", string.Create(CultureInfo.InvariantCulture, $"{10_000 + (i % 80_000):D5}"), "us",
        ];
        return values.Select(Encoding.UTF8.GetBytes);
    }
}
