using System.Buffers;
using Activation.Import.Columns;
using Activation.Import.Files;

namespace Activation.Import.Rows;

/// <summary>Finds what makes a row unreadable: cells too large, bytes that are no text, NUL characters. A row is looked at as a whole first.</summary>
internal sealed class RowDamage(ColumnPlan plan, int columnCount)
{
    /// <summary>A cell may have this many characters.</summary>
    private const int MaxCellCharacters = 1024 * 1024;

    /// <summary>U+FFFD stands where bytes were no text; the others are the five bytes to which Windows-1252 gives no character.</summary>
    private static readonly SearchValues<char> InvalidBytes = SearchValues.Create("\uFFFD\u0081\u008D\u008F\u0090\u009D");

    /// <summary>What makes it worth to look at a row's cells one by one.</summary>
    private static readonly SearchValues<char> Any = SearchValues.Create("\0\uFFFD\u0081\u008D\u008F\u0090\u009D");

    private bool isSuspect;

    /// <summary>Why the whole row is rejected; null if it is not.</summary>
    public (string Code, string Message)? Find(IRecord record)
    {
        var text = record.Text;
        isSuspect = text.IsEmpty || text.ContainsAny(Any);
        return (text.IsEmpty || text.Length > MaxCellCharacters) && HasHugeCell(record)
            ? ("cellTooLarge", "A cell of the row has more than a million characters: shorten it, or look for a quote that is never closed.")
            : isSuspect && HasInvalidBytes(record)
                ? ("invalidEncoding", "The row holds bytes that are no text in the file's encoding: save the file as UTF-8, or declare the source's encoding (utf-8, utf-16, windows-1252).")
                : null;
    }

    /// <summary>Whether a cell of the row that was looked at last holds what no text has.</summary>
    public bool IsIn(ReadOnlySpan<char> cell) => isSuspect && cell.Contains('\0');

    private bool HasHugeCell(IRecord record)
    {
        for (var i = 0; i < columnCount; i++)
        {
            if (record.Field(i).Length > MaxCellCharacters)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>In a column that is used: what is left out anyway costs no row.</summary>
    private bool HasInvalidBytes(IRecord record)
    {
        foreach (var column in plan.IdentifierColumns)
        {
            if (record.Field(column.Index).ContainsAny(InvalidBytes))
            {
                return true;
            }
        }

        foreach (var column in plan.TraitColumns)
        {
            if (record.Field(column.Index).ContainsAny(InvalidBytes))
            {
                return true;
            }
        }

        return false;
    }
}
