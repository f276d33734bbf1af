using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Activation.Destinations.TheTradeDesk;

// The platform's own shapes; they never leave this folder.

internal sealed record TradeDeskUpload(string AdvertiserId, IReadOnlyList<TradeDeskItem> Items);

/// <summary>One id.</summary>
internal sealed record TradeDeskItem([property: JsonPropertyOrder(1)] IReadOnlyList<TradeDeskSegment> Data)
{
    /// <summary>A mobile ad id, in lower case with hyphens.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DAID { get; init; }

    /// <summary>A raw UID2, 44 characters of base64.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? UID2 { get; init; }
}

/// <param name="TTLInMinutes">How long the id stays; 0 takes it out.</param>
internal sealed record TradeDeskSegment(string Name, int TTLInMinutes);

/// <summary>Empty if every item was taken.</summary>
/// <param name="ErrorCode">Of a call that failed as a whole, where the platform names it: `IncorrectPermissions`.</param>
internal sealed record TradeDeskAnswer(IReadOnlyList<TradeDeskFailure>? FailedLines, string? ErrorCode)
{
    /// <summary>The code, if it looks like one.</summary>
    [JsonIgnore]
    public string? Code => ErrorCode is { Length: > 0 and <= 60 } code && code.All(char.IsAsciiLetterOrDigit) ? code : null;
}

/// <param name="Message">Such as `Invalid DAID, item #1`: its number alone is read.</param>
internal sealed partial record TradeDeskFailure(string? ErrorCode, string? Message)
{
    /// <summary>Position of the item, from 0; null if the platform does not say.</summary>
    [JsonIgnore]
    public int? Index => ItemNumber().Match(Message ?? "") is { Success: true } match ? int.Parse(match.Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) - 1 : null;

    /// <summary>The platform's code as a reason; ours if it is none.</summary>
    [JsonIgnore]
    public string Reason => ErrorCode is { Length: > 0 and <= 60 } code && code.All(char.IsAsciiLetterOrDigit) ? char.ToLowerInvariant(code[0]) + code[1..] : RejectedRow.ByPlatform;

    [GeneratedRegex("item #(?<number>[0-9]{1,6})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 200)]
    private static partial Regex ItemNumber();
}

[JsonSerializable(typeof(TradeDeskUpload))]
[JsonSerializable(typeof(TradeDeskAnswer))]
internal sealed partial class TradeDeskJson : JsonSerializerContext;
