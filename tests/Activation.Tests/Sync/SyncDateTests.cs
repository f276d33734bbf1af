using System.Text.Json;
using Activation.Sync;

namespace Activation.Tests.Sync;

public sealed class SyncDateTests
{
    [Theory]
    [InlineData("2026-12-31", "2026-12-31")]
    [InlineData("2026-12-31T10:00:00Z", "2026-12-31T10:00:00+00:00")]
    [InlineData("2026-12-31T10:00:00.25+02:00", "2026-12-31T10:00:00.25+02:00")]
    public void Json_DayOrInstant_IsWrittenAsRead(string text, string written)
    {
        var date = JsonSerializer.Deserialize<SyncDate>($"\"{text}\"");

        JsonSerializer.Serialize(date, Plain).ShouldBe($"\"{written}\"");
        JsonSerializer.Deserialize<SyncDate>($"\"{written}\"").ShouldBe(date);
    }

    [Theory]
    [InlineData("\"31.12.2026\"")]
    [InlineData("\"2026-02-30\"")]
    [InlineData("\"\"")]
    [InlineData("20261231")]
    public void Json_SomethingElse_IsRefused(string json) => Should.Throw<JsonException>(() => JsonSerializer.Deserialize<SyncDate>(json));

    [Theory]
    [InlineData("9999-12-31", "Pacific/Kiritimati")]
    [InlineData("9999-12-31", "Pacific/Pago_Pago")]
    [InlineData("9999-12-31T23:59:59.9999999Z", "UTC")]
    [InlineData("9999-12-31T23:59:59.9999999+14:00", "UTC")]
    [InlineData("0001-01-01", "Pacific/Kiritimati")]
    [InlineData("0001-01-01", "Pacific/Pago_Pago")]
    [InlineData("0001-01-01T00:00:00Z", "UTC")]
    public void AtTheEndsOfTheCalendar_EachHasAStartAndAnEnd(string text, string zone)
    {
        var date = JsonSerializer.Deserialize<SyncDate>($"\"{text}\"");
        var found = TimeZoneInfo.FindSystemTimeZoneById(zone);

        date.Start(found).ShouldBeLessThanOrEqualTo(date.End(found));
        (date.End(found) > new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)).ShouldBe(text.StartsWith('9'));
    }

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
