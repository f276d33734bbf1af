using System.Text.Json.Serialization;

namespace Activation.Destinations;

/// <summary>What a platform says of an audience and of the calls that filled it, at the time of asking.</summary>
/// <param name="Result">Whether the platform could be asked.</param>
public sealed record AudienceReport(DestinationResult Result)
{
    /// <summary>The platform's own word for the audience's state, as a code: `normal`, `tooSmall`; null if it has none.</summary>
    public string? State { get; init; }

    /// <summary>What the state means and what to do; our words.</summary>
    public string? Explanation { get; init; }

    /// <summary>The least number of people in it; null if the platform does not say.</summary>
    public long? SizeAtLeast { get; init; }

    public long? SizeAtMost { get; init; }

    /// <summary>By <see cref="SendResult.Receipt"/>, as far as the platform still knows them and could be asked; where it reports no single calls, by its own runs.</summary>
    public IReadOnlyList<ReceiptReport> Receipts { get; init; } = [];
}

/// <summary>How far the platform has come with a call that it works on after it has answered.</summary>
public sealed record ReceiptReport(string Receipt, ReceiptState State)
{
    public long? Received { get; init; }

    /// <summary>Rows that it found people for.</summary>
    public long? Matched { get; init; }

    public long? Invalid { get; init; }

    /// <summary>True: <see cref="Invalid"/> counts the rows too that the call's answer had refused already.</summary>
    public bool RepeatsAnswer { get; init; }

    /// <summary>Why it refused rows, as codes, with how many rows each concerns (null: it does not say).</summary>
    public IReadOnlyList<KeyValuePair<string, long?>> Problems { get; init; } = [];

    /// <summary>What it has to say of rows that it took all the same, likewise.</summary>
    public IReadOnlyList<KeyValuePair<string, long?>> Warnings { get; init; } = [];
}

[JsonConverter(typeof(NamedEnumConverter<ReceiptState>))]
public enum ReceiptState
{
    [JsonStringEnumMemberName("processing")] Processing,

    [JsonStringEnumMemberName("completed")] Completed,

    [JsonStringEnumMemberName("completedWithErrors")] CompletedWithErrors,

    [JsonStringEnumMemberName("failed")] Failed,

    /// <summary>The platform does not know it, or not any more.</summary>
    [JsonStringEnumMemberName("unknown")] Unknown,
}
