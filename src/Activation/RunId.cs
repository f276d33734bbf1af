using System.Globalization;
using System.Security.Cryptography;

namespace Activation;

/// <summary>
/// One execution of a sync: `{sync}.{yyyyMMddHHmmssfff}{suffix}`. Sorts by time within a sync. The scheduled tick's id is
/// derived from its time alone, so that a repeated timer names the same run.
/// </summary>
public readonly record struct RunId(string Value)
{
    private const string StampFormat = "yyyyMMddHHmmssfff";

    public SyncId Sync => new(Value[..Value.LastIndexOf('.')]);

    public static RunId Scheduled(SyncId sync, DateTimeOffset tick) => new($"{sync}.{Stamp(tick)}t");

    public static RunId Manual(SyncId sync, DateTimeOffset now) =>
        new($"{sync}.{Stamp(now)}{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(3))}");

    /// <summary>True of the runs that ticks add.</summary>
    public bool IsScheduled => Value.EndsWith('t');

    /// <summary>The tick that added the run; null of other runs.</summary>
    public DateTimeOffset? Tick => IsScheduled ? Time : null;

    /// <summary>A run that sorts after this one, also where another host's clock was ahead.</summary>
    public RunId Next(DateTimeOffset now)
    {
        var after = Time?.AddMilliseconds(1) ?? now;
        return Manual(Sync, after > now ? after : now);
    }

    public static bool TryParse(string? text, out RunId id)
    {
        id = default;
        var dot = text?.LastIndexOf('.') ?? -1;
        if (text is null || dot < 1 || !EntityName.IsValid(text[..dot]) || !EntityName.IsValid(text[(dot + 1)..]))
        {
            return false;
        }

        id = new RunId(text);
        return true;
    }

    public override string ToString() => Value;

    /// <summary>When the run was asked for, to the millisecond; null of an id that was not made here.</summary>
    public DateTimeOffset? Time
    {
        get
        {
            var stamp = Value.AsSpan(Value.LastIndexOf('.') + 1);
            return DateTime.TryParseExact(
                stamp[..Math.Min(stamp.Length, StampFormat.Length)], StampFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
                ? new DateTimeOffset(time)
                : null;
        }
    }

    private static string Stamp(DateTimeOffset time) =>
        time.UtcDateTime.ToString(StampFormat, CultureInfo.InvariantCulture);
}
