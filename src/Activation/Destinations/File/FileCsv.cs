using System.Globalization;
using System.Text.Json;
using Activation.Delivery;

namespace Activation.Destinations.File;

/// <summary>
/// RFC 4180 with a header row `operation,profileId,…` and UTF-8. A row holds one value of an identifier: a member with two emails has two rows
/// with the same profile id. A member without identifiers has one row. The sync's value stands in `value`, its traits in `trait:{name}`, on every row.
/// </summary>
internal static class FileCsv
{
    private const string NewLine = "\r\n";

    public static void Write(TextWriter writer, DestinationBatch batch, IReadOnlyList<AcceptedIdentifier> identifiers)
    {
        var columns = identifiers.Select(i => i.Name).Where(name => batch.Rows.Any(r => r[name].Count > 0)).ToList();
        var operation = batch.Operation == BatchOperation.Add ? "add" : "remove";
        var hasValues = batch.Rows.Any(r => r.Enrichment.Value is not null);
        var traits = batch.Rows.SelectMany(r => r.Enrichment.Traits.Select(t => t.Key)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        WriteRow(writer, ["operation", "profileId", .. columns, .. hasValues ? ["value"] : Array.Empty<string>(), .. traits.Select(t => Cell($"trait:{t}"))]);
        foreach (var member in batch.Rows)
        {
            var values = columns.ConvertAll(c => member[c]);
            List<string> extras = [.. hasValues ? [(member.Enrichment.Value ?? 0).ToString("R", CultureInfo.InvariantCulture)] : Array.Empty<string>(), .. traits.Select(t => Cell(member, t))];
            var rows = Math.Max(1, values.Select(v => v.Count).DefaultIfEmpty(1).Max());
            for (var i = 0; i < rows; i++)
            {
                WriteRow(writer, [operation, member.Profile.ToString(), .. values.Select(v => i < v.Count ? Cell(v[i]) : ""), .. extras]);
            }
        }
    }

    /// <summary>A list as JSON; empty where the member does not have the trait. A negative number is no formula.</summary>
    private static string Cell(MemberRow member, string trait)
    {
        var value = member.Enrichment.Traits.FirstOrDefault(t => t.Key == trait).Value;
        return value.ValueKind switch
        {
            JsonValueKind.Undefined => "",
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.String => Cell(value.GetString() ?? ""),
            _ => Cell(value.GetRawText()),
        };
    }

    private static void WriteRow(TextWriter writer, IReadOnlyList<string> cells)
    {
        writer.Write(string.Join(',', cells));
        writer.Write(NewLine);
    }

    /// <summary>
    /// Quotes where the format needs it. A text that a spreadsheet would run as a formula gets an apostrophe in front.
    /// </summary>
    /// <remarks>https://owasp.org/www-community/attacks/CSV_Injection</remarks>
    internal static string Cell(string text)
    {
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n')
        {
            text = $"'{text}";
        }

        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
