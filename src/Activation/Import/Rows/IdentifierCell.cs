using System.Buffers;
using System.Text.Json;
using Activation.Import.Normalization;
using Activation.Profiles;

namespace Activation.Import.Rows;

/// <summary>
/// An identifier's cell, which for emails and phones may hold several values: separated by a semicolon, a bar or a line end (emails also by
/// a comma, white space or a slash), or as a JSON list. The first is the newest; those beyond <see cref="IdentifierSet.MaxValues"/> are left out. Pure.
/// </summary>
internal static class IdentifierCell
{
    private static readonly SearchValues<char> EmailMarks = SearchValues.Create(";|\r\n,[");
    private static readonly SearchValues<char> PhoneMarks = SearchValues.Create(";|\r\n[");
    private static readonly char[] EmailSeparators = [';', '|', '\r', '\n', ','];
    private static readonly char[] LooseEmailSeparators = [' ', '\u00a0', '\t', '/'];
    private static readonly char[] PhoneSeparators = [';', '|', '\r', '\n'];

    private static readonly NormalizationOutcome TooMany = NormalizationOutcome.Invalid("tooManyValues",
        $"The cell holds more than {IdentifierSet.MaxValues} values: the first {IdentifierSet.MaxValues} are kept.");

    /// <returns>Of several values, the first that is invalid, else the first that was repaired, else the first that is none of both.</returns>
    public static NormalizationOutcome Add(IdentifierSet identifiers, string identifier, ReadOnlySpan<char> cell, NormalizationContext context)
    {
        var isList = identifier == Identifiers.Email ? cell.ContainsAny(EmailMarks) || cell.Count('@') > 1 : identifier == Identifiers.Phone && cell.ContainsAny(PhoneMarks);
        return !isList || Split(identifier, cell) is not { } values
            ? IdentifierNormalizer.Add(identifiers, identifier, cell, context)
            : AddAll(identifiers, identifier, values, context);
    }

    private static NormalizationOutcome AddAll(IdentifierSet identifiers, string identifier, string[] values, NormalizationContext context)
    {
        var outcome = NormalizationOutcome.Empty;
        // No more are looked at than could be kept: a cell may hold a hundred thousand.
        foreach (var value in values.AsSpan(0, Math.Min(values.Length, IdentifierSet.MaxValues)))
        {
            var one = IdentifierNormalizer.Add(identifiers, identifier, value, context);
            outcome = Rank(one) > Rank(outcome) ? one : outcome;
        }

        return outcome.Kind != NormalizationKind.Invalid && values.Length > IdentifierSet.MaxValues ? TooMany : outcome;
    }

    private static int Rank(NormalizationOutcome outcome) => outcome.Kind switch
    {
        NormalizationKind.Invalid => 3,
        NormalizationKind.Repaired => 2,
        NormalizationKind.Empty => 0,
        _ => 1,
    };

    /// <returns>The values that are not blank; null if the cell is not a list.</returns>
    private static string[]? Split(string identifier, ReadOnlySpan<char> cell)
    {
        if (cell.StartsWith('[') && ParseList(cell) is { } list)
        {
            return list;
        }

        const StringSplitOptions Options = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        if (identifier == Identifiers.Phone)
        {
            // What follows in a telephone URI (RFC 3966) is not a second number.
            return cell.Contains(";ext=", StringComparison.OrdinalIgnoreCase) || cell.Contains(";phone-context=", StringComparison.OrdinalIgnoreCase) ? null : cell.ToString().Split(PhoneSeparators, Options);
        }

        // `Lovelace, Ada <ada@example.com>`: beside an address in brackets stand parts of names. `a@example.com b@example.com`: else white space and slashes may separate too.
        var text = cell.ToString();
        return text.Contains('<', StringComparison.Ordinal) ? text.Split(EmailSeparators, Options).Where(part => part.Contains('@', StringComparison.Ordinal)).ToArray() is { Length: > 0 } bracketed ? bracketed : null
            : cell.ContainsAny(EmailMarks) ? text.Split(EmailSeparators, Options)
            : text.Split(LooseEmailSeparators, Options);
    }

    private static string[]? ParseList(ReadOnlySpan<char> cell)
    {
        try
        {
            using var json = JsonDocument.Parse(cell.ToString());
            return [.. json.RootElement.EnumerateArray().Where(v => v.ValueKind is JsonValueKind.String or JsonValueKind.Number).Select(v => v.ToString())];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
