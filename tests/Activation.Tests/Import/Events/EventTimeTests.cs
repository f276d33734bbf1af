using System.Globalization;
using Activation.Import.Events;

namespace Activation.Tests.Import.Events;

public sealed class EventTimeTests
{
    [Theory]
    [InlineData("2026-11-02T09:30:00Z", "2026-11-02 09:30:00.000")]
    [InlineData("2026-11-02T09:30:00+05:30", "2026-11-02 04:00:00.000")]
    [InlineData("2026-11-02T23:30:00-08:00", "2026-11-03 07:30:00.000")]
    [InlineData("2026-11-02 09:30:00.123456Z", "2026-11-02 09:30:00.123")]
    [InlineData("2026-11-02T09:30:00", "2026-11-02 09:30:00.000")]
    [InlineData("2026-11-02 09:30", "2026-11-02 09:30:00.000")]
    [InlineData("2026-11-02T09:30:00.9999999", "2026-11-02 09:30:00.999")]
    [InlineData("2026-11-02T09:30:00.123456789", "2026-11-02 09:30:00.123")]
    [InlineData("2026-11-02", "2026-11-02 00:00:00.000")]
    [InlineData("1763503200", "2025-11-18 22:00:00.000")]
    [InlineData("1763503200.25", "2025-11-18 22:00:00.250")]
    [InlineData("1763503200250", "2025-11-18 22:00:00.250")]
    [InlineData("946684800", "2000-01-01 00:00:00.000")]
    public void Parse_ATime_IsUtcToTheMillisecond(string text, string expected)
    {
        var time = EventTime.Parse(text).ShouldNotBeNull();

        time.Kind.ShouldBe(DateTimeKind.Utc);
        time.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture).ShouldBe(expected);
        (time.Ticks % TimeSpan.TicksPerMillisecond).ShouldBe(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("02/11/2026")]
    [InlineData("11-02-2026 09:30")]
    [InlineData("2026-02-30")]
    [InlineData("2026-11-02T25:00:00Z")]
    [InlineData("2026-11-02T09:30:00.123456789x")]
    [InlineData("0")]
    [InlineData("-1763503200")]
    [InlineData("946684799")]
    [InlineData("1999-12-31T23:59:59Z")]
    [InlineData("1.763503200E9")]
    [InlineData("99999999999999999999")]
    [InlineData("1,763,503,200")]
    public void Parse_NoTimeSince2000_IsNothing(string text) => EventTime.Parse(text).ShouldBeNull();
}
