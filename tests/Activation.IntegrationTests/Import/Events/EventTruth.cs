using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Activation.IntegrationTests.Import.Events;

/// <summary>Made-up events: what a file says of them, and what must be recorded, worked out without the product.</summary>
internal sealed class EventTruth
{
    private static readonly string[] Names = ["Purchase", "Add to cart", "Login", "Ansicht: Müller"];
    private static readonly DateTime End = new(2026, 11, 20, 11, 0, 0, DateTimeKind.Utc);

    private readonly List<string> rows = [];

    public EventTruth(int seed, int people, int count, int days)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var customer = $"C-{random.Next(people)}";
            var name = Names[random.Next(Names.Length)];
            // The last day is the End's own; each day has some.
            var at = End.Date.AddDays(-(i % days)).AddMilliseconds(random.Next(11 * 3_600_000));
            var value = random.Next(3) == 0 ? (double?)null : random.Next(100_000) / 100.0;
            var item = random.Next(2) == 0 ? "" : $"item {random.Next(50)}";
            rows.Add(string.Create(CultureInfo.InvariantCulture, $"{customer},{name},{Written(at, i)},e-{i},{value},{item}\n"));
            var properties = new[] { item.Length > 0 ? $"item={item}" : "", value is { } number ? string.Create(CultureInfo.InvariantCulture, $"value={number}") : "" };
            Events.Add(new RecordedEvent(ProfileId.ForCustomer(customer), name, at, string.Join(' ', properties.Where(p => p.Length > 0))));
        }
    }

    public List<RecordedEvent> Events { get; } = [];

    /// <param name="repeatEvery">Every so many rows one stands twice; 0 for none.</param>
    public string Csv(int from, int to, int repeatEvery)
    {
        var csv = new StringBuilder("customer_id,event_name,event_time,event_id,value,item\n");
        for (var i = from; i < to; i++)
        {
            csv.Append(rows[i]).Append(repeatEvery > 0 && i % repeatEvery == 0 ? rows[i] : "");
        }

        return csv.ToString();
    }

    public static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>One instant in the ways in which systems write it.</summary>
    private static string Written(DateTime at, int way) => (way % 5) switch
    {
        0 => at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        1 => at.AddMinutes(330).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+05:30'", CultureInfo.InvariantCulture),
        2 => at.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture),
        3 => (new DateTimeOffset(at).ToUnixTimeMilliseconds() / 1000m).ToString("F3", CultureInfo.InvariantCulture),
        _ => new DateTimeOffset(at).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
    };
}
