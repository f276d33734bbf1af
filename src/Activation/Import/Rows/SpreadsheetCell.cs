namespace Activation.Import.Rows;

/// <summary>What spreadsheets, and those who write files for them, put into cells. Pure.</summary>
internal static class SpreadsheetCell
{
    /// <summary>Why a cell that is a formula is left out.</summary>
    public const string FormulaCode = "formula";

    public const string FormulaMessage = "The cell holds a formula of a spreadsheet and not a value, and would be run where it is opened: export the values.";

    /// <summary>The text of `="00123"`, as which files keep a spreadsheet from reading a number; any other cell as it is.</summary>
    public static ReadOnlySpan<char> Text(ReadOnlySpan<char> cell) =>
        cell is ['=', '"', .., '"'] && !cell[2..^1].Contains('"') ? cell[2..^1].Trim() : cell;

    /// <summary>`=A1+1`, and what a spreadsheet takes for one too: a call (`@SUM(1)`, `-HYPERLINK("…")`) or a command to another program (`+cmd|'…'!A0`). Not `-12.5`, `+44 …`, `@handle`.</summary>
    /// <param name="cell">Trimmed.</param>
    /// <remarks>https://owasp.org/www-community/attacks/CSV_Injection</remarks>
    public static bool IsFormula(ReadOnlySpan<char> cell)
    {
        if (cell.Length < 2 || cell[0] is not ('=' or '+' or '-' or '@'))
        {
            return false;
        }

        if (cell[0] == '=')
        {
            return true;
        }

        var name = cell[1..];
        var end = 0;
        while (end < name.Length && (char.IsAsciiLetterOrDigit(name[end]) || name[end] is '.' or '_'))
        {
            end++;
        }

        return end > 0 && end < name.Length && char.IsAsciiLetter(name[0]) && name[end] is '(' or '|';
    }
}
