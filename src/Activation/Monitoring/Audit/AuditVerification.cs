using System.Text.Json.Serialization;

namespace Activation.Monitoring.Audit;

/// <summary>Whether the audit log is as it was written.</summary>
/// <param name="Entries">Entries that were looked at.</param>
/// <param name="Head">The newest entry: noted elsewhere and given to a later check, it shows whether newer entries were cut off.</param>
/// <param name="Broken">The first link at fault; null if all hold.</param>
public sealed record AuditVerification(bool Ok, long Entries, AuditHead? Head, AuditBreak? Broken);

public sealed record AuditHead(long Number, string Hash);

/// <param name="Number">Of the entry at fault.</param>
public sealed record AuditBreak(long Number, AuditBreakReason Reason);

[JsonConverter(typeof(NamedEnumConverter<AuditBreakReason>))]
public enum AuditBreakReason
{
    /// <summary>The entry is not what its hash says.</summary>
    [JsonStringEnumMemberName("entryChanged")] EntryChanged,

    /// <summary>The entry before it is gone.</summary>
    [JsonStringEnumMemberName("entryMissing")] EntryMissing,

    /// <summary>It was written after another entry than the one that is before it.</summary>
    [JsonStringEnumMemberName("linkBroken")] LinkBroken,

    /// <summary>The entry that was noted is not there, or is another one.</summary>
    [JsonStringEnumMemberName("notTheNoted")] NotTheNoted,
}
