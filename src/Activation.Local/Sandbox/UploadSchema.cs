using System.Text.RegularExpressions;

namespace Activation.Local.Sandbox;

/// <summary>The columns of an upload, and what each takes.</summary>
internal static partial class UploadSchema
{
    public const string ExternalId = "EXTERN_ID";

    /// <summary>What a person is worth: a number, in value-based audiences alone.</summary>
    public const string Value = "LOOKALIKE_VALUE";

    private static readonly HashSet<string> Hashed = new(
        ["EMAIL", "PHONE", "GEN", "DOBY", "DOBM", "DOBD", "LN", "FN", "FI", "CT", "ST", "ZIP", "COUNTRY"], StringComparer.Ordinal);

    private static readonly HashSet<string> Plain = new([ExternalId, "MADID"], StringComparer.Ordinal);

    private static readonly HashSet<string> Matching = new(["EMAIL", "PHONE", "MADID", ExternalId], StringComparer.Ordinal);

    public static bool IsKnown(string column) => Hashed.Contains(column) || Plain.Contains(column) || column == Value;

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

        return schema.Zip(row).All(c => c.Second.Length == 0 || c.First == Value) ? "empty row" : null;
    }

    [GeneratedRegex("^[0-9a-f]{64}\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sha256();

    [GeneratedRegex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MobileId();
}
