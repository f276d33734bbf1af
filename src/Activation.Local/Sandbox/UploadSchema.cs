using System.Text.Json;
using System.Text.RegularExpressions;

namespace Activation.Local.Sandbox;

/// <summary>The columns of an upload, and what each takes.</summary>
internal static partial class UploadSchema
{
    public const string ExternalId = "EXTERN_ID";

    /// <summary>What a person is worth: a number, in value-based audiences alone.</summary>
    public const string Value = "LOOKALIKE_VALUE";

    /// <summary>Limited data use: `["LDU"]` or `[]`.</summary>
    private const string Options = "DATA_PROCESSING_OPTIONS";

    private static readonly HashSet<string> Places = new([$"{Options}_COUNTRY", $"{Options}_STATE"], StringComparer.Ordinal);

    private static readonly HashSet<string> Hashed = new(
        ["EMAIL", "PHONE", "GEN", "DOBY", "DOBM", "DOBD", "LN", "FN", "FI", "CT", "ST", "ZIP", "COUNTRY"], StringComparer.Ordinal);

    private static readonly HashSet<string> Plain = new([ExternalId, "MADID"], StringComparer.Ordinal);

    private static readonly HashSet<string> Matching = new(["EMAIL", "PHONE", "MADID", ExternalId], StringComparer.Ordinal);

    public static bool IsKnown(string column) => Hashed.Contains(column) || Plain.Contains(column) || column is Value or Options || Places.Contains(column);

    /// <summary>A country and a state come together, and with the option that they belong to.</summary>
    public static bool IsWhole(IReadOnlyList<string> schema)
    {
        var places = schema.Count(Places.Contains);
        return places == 0 || (places == Places.Count && schema.Contains(Options, StringComparer.Ordinal));
    }

    /// <summary>Whether a cell is of the type that its column takes.</summary>
    public static bool Takes(string column, JsonElement cell) =>
        column == Value ? cell.ValueKind == JsonValueKind.Number && cell.GetDouble() >= 0
        : column == Options ? cell.ValueKind == JsonValueKind.Array && cell.EnumerateArray().All(o => o.ValueKind == JsonValueKind.String && o.GetString() == "LDU")
        : Places.Contains(column) ? cell.ValueKind == JsonValueKind.Number && cell.TryGetInt32(out var place) && place >= 0
        : cell.ValueKind == JsonValueKind.String;

    /// <summary>Whether people are told apart and removed by it.</summary>
    public static bool IsMatching(string column) => Matching.Contains(column);

    /// <summary>Why the platform refuses the row; null if it takes it.</summary>
    public static string? Refusal(IReadOnlyList<string> schema, IReadOnlyList<string> row)
    {
        for (var i = 0; i < schema.Count; i++)
        {
            if (schema[i] == ExternalId && row[i].Length == 0)
            {
                return "empty external ID";
            }

            if (row[i].Length > 0 && Hashed.Contains(schema[i]) && !Sha256().IsMatch(row[i]))
            {
                return "not a SHA-256 hash";
            }

            if (row[i].Length > 0 && schema[i] == "MADID" && !MobileId().IsMatch(row[i]))
            {
                return "not a mobile advertiser ID";
            }
        }

        return schema.Zip(row).All(c => c.Second.Length == 0 || c.First is Value or Options || Places.Contains(c.First)) ? "empty row" : null;
    }

    [GeneratedRegex("^[0-9a-f]{64}\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sha256();

    [GeneratedRegex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MobileId();
}
