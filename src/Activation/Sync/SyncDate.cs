using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Activation.Sync;

/// <summary>When a sync starts or ends: an instant in ISO 8601, or a day (`2026-12-31`) in the sync's time zone.</summary>
[StructLayout(LayoutKind.Auto)]
[JsonConverter(typeof(SyncDateConverter))]
public readonly record struct SyncDate
{
    private readonly DateTimeOffset instant;
    private readonly DateOnly? day;

    public SyncDate(DateTimeOffset instant) => this.instant = instant;

    public SyncDate(DateOnly day) => this.day = day;

    /// <summary>The first moment that belongs to it.</summary>
    public DateTimeOffset Start(TimeZoneInfo zone) => day is { } date ? Midnight(date, zone) : instant;

    /// <summary>The first moment that does not belong to it any more: a day is included as a whole, an instant as itself.</summary>
    public DateTimeOffset End(TimeZoneInfo zone) => day is { } date
        ? date < DateOnly.MaxValue ? Midnight(date.AddDays(1), zone) : DateTimeOffset.MaxValue
        : At(instant.UtcTicks + 1);

    public override string ToString() =>
        day is { } date ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : instant.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);

    // Where clocks go forward at midnight, the day begins with the first moment that there is; where they go back, with the first of both.
    private static DateTimeOffset Midnight(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(15);
        }

        return At(local.Ticks - (zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local)).Ticks);
    }

    // The first and the last day of the calendar begin and end in no zone but UTC.
    private static DateTimeOffset At(long utcTicks) => new(Math.Clamp(utcTicks, DateTimeOffset.MinValue.Ticks, DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero);
}

/// <summary>As text.</summary>
public sealed class SyncDateConverter : JsonConverter<SyncDate>
{
    public override SyncDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType != JsonTokenType.String ? throw Unreadable()
        : DateOnly.TryParseExact(reader.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? new SyncDate(day)
        : reader.TryGetDateTimeOffset(out var instant) ? new SyncDate(instant)
        : throw Unreadable();

    public override void Write(Utf8JsonWriter writer, SyncDate value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());

    private static JsonException Unreadable() => new("A day or an instant in ISO 8601 is expected.");
}
