using Activation.Delivery;

namespace Activation.Destinations.File;

/// <summary>
/// RFC 4180 with a header row `operation,profileId,…` and UTF-8. A row holds one value of an identifier: a member with two emails has two rows
/// with the same profile id. A member without identifiers has one row.
/// </summary>
internal static class FileCsv
{
    private const string NewLine = "\r\n";

    public static void Write(TextWriter writer, DestinationBatch batch, IReadOnlyList<AcceptedIdentifier> identifiers)
    {
        var columns = identifiers.Select(i => i.Name).Where(name => batch.Rows.Any(r => r[name].Count > 0)).ToList();
        var operation = batch.Operation == BatchOperation.Add ? "add" : "remove";
        WriteRow(writer, ["operation", "profileId", .. columns]);
        foreach (var member in batch.Rows)
        {
            var values = columns.ConvertAll(c => member[c]);
            var rows = Math.Max(1, values.Select(v => v.Count).DefaultIfEmpty(1).Max());
            for (var i = 0; i < rows; i++)
            {
                WriteRow(writer, [operation, member.Profile.ToString(), .. values.Select(v => i < v.Count ? v[i] : "")]);
            }
        }
    }

    private static void WriteRow(TextWriter writer, IReadOnlyList<string> cells)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            writer.Write(i == 0 ? "" : ",");
            writer.Write(Cell(cells[i]));
        }

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
