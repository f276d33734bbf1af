using System.Globalization;
using System.Text;

namespace Activation.Local.Demo;

/// <summary>
/// What the demo airline's members did on its web site, ready to be dropped at `events/airline-web/{Name}`: who logged in, searched and booked, in the sixty days before
/// the first export. Deterministic, and only members with a number, so that it makes no new people.
/// </summary>
internal static class DemoEvents
{
    public const string Source = "airline-web";

    private const ulong Seed = 20261125;
    private const int Days = 60;

    private static readonly DateTimeOffset End = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Cabins = ["Economy", "Economy", "Economy", "Business"];

    public static DemoFile File(int customers = DemoFiles.Customers)
    {
        var random = new DemoRandom(Seed);
        var text = new StringBuilder();
        var rows = 0;
        foreach (var member in DemoFiles.Members(customers).Where(m => m is { WebLogin: true, MemberId.Length: > 0 }))
        {
            for (var visits = random.Next(4); visits > 0; visits--)
            {
                var at = End.AddSeconds(-random.Next(Days * 24 * 3600));
                Write("Logged in", "{}");
                if (random.Percent(60))
                {
                    at = at.AddSeconds(30 + random.Next(600));
                    var cabin = random.Pick(Cabins);
                    Write("Flight searched", $$"""{"from":"{{member.HomeAirport}}","cabin":"{{cabin}}"}""");
                    if (random.Percent(35))
                    {
                        at = at.AddSeconds(60 + random.Next(1200));
                        Write("Flight booked", string.Create(CultureInfo.InvariantCulture, $$"""{"from":"{{member.HomeAirport}}","cabin":"{{cabin}}","value":{{79 + random.Next(1800)}}.50,"currency":"USD"}"""));
                    }
                }

                void Write(string name, string properties)
                {
                    rows++;
                    text.Append(CultureInfo.InvariantCulture, $$"""{"event":"{{name}}","userId":"{{member.MemberId}}","timestamp":"{{at:yyyy-MM-dd'T'HH:mm:ss'Z'}}","messageId":"web-{{rows:D6}}","properties":{{properties}}}""").Append('\n');
                }
            }
        }

        return new DemoFile
        {
            Name = "events-2026-11-23.ndjson",
            Content = Encoding.UTF8.GetBytes(text.ToString()),
            Rows = rows,
            BrokenRows = 0,
            Phones = new Dictionary<string, string?>(StringComparer.Ordinal),
            PersonalData = [],
        };
    }
}
