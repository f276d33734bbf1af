using System.Text.Json;

namespace Activation.Destinations.Meta;

/// <summary>
/// Finds the members that Meta refused. It answers with a sample of at most 100 entries, keyed by the JSON text of the row, and with a count
/// that it calls inexact.
/// </summary>
internal static class MetaRejections
{
    private const char Separator = '\u001f';

    private static readonly Dictionary<string, string> Reasons = new(StringComparer.OrdinalIgnoreCase)
    {
        ["empty external ID"] = "emptyExternalId",
        ["empty row"] = "emptyRow",
        ["not a SHA-256 hash"] = "notSha256",
    };

    public static SendResult Of(MetaUsersReply reply, MetaRows rows)
    {
        if (reply.InvalidEntrySamples.ValueKind != JsonValueKind.Object)
        {
            return SendResult.Success with { UnnamedRejections = Math.Max(0, reply.NumInvalidEntries ?? 0) };
        }

        var rowsByText = rows.Data.Select((row, index) => (Text: string.Join(Separator, row), index)).ToLookup(r => r.Text, r => r.index, StringComparer.Ordinal);
        var reasons = new SortedDictionary<int, string>();
        var named = 0;
        foreach (var sample in reply.InvalidEntrySamples.EnumerateObject())
        {
            if (TextOf(sample.Name) is not { } text)
            {
                continue;
            }

            foreach (var row in rowsByText[text])
            {
                named++;
                reasons.TryAdd(rows.MemberOfRow[row], ReasonOf(sample.Value));
            }
        }

        return new SendResult(DestinationResult.Success, [.. reasons.Select(r => new RejectedRow(r.Key, r.Value))])
        {
            UnnamedRejections = Math.Max(0, (reply.NumInvalidEntries ?? 0) - named),
        };
    }

    private static string ReasonOf(JsonElement reason) =>
        reason.ValueKind == JsonValueKind.String && Reasons.TryGetValue(reason.GetString() ?? "", out var code) ? code : RejectedRow.ByPlatform;

    private static string? TextOf(string rowJson)
    {
        try
        {
            using var json = JsonDocument.Parse(rowJson);
            return json.RootElement.ValueKind == JsonValueKind.Array ? string.Join(Separator, json.RootElement.EnumerateArray().Select(v => v.ToString())) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
