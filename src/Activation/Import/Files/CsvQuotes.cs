namespace Activation.Import.Files;

/// <summary>
/// Whether an open quote made a record swallow others: it ends inside the quote, or the quote, lines later, closes before something that is
/// no delimiter, as the opening quote of another row's field does. Pure.
/// </summary>
internal static class CsvQuotes
{
    public static bool SwallowOthers(ReadOnlySpan<char> record, char delimiter)
    {
        var fieldStart = true;
        var inside = false;
        var lines = 0;
        for (var i = 0; i < record.Length; i++)
        {
            var c = record[i];
            if (!inside)
            {
                inside = fieldStart && c == '"';
                fieldStart = c == delimiter;
                lines = 0;
            }
            else if (c is '\n' or '\r')
            {
                lines++;
            }
            else if (c == '"')
            {
                if (i + 1 < record.Length && record[i + 1] == '"')
                {
                    i++;
                    continue;
                }

                inside = false;
                if (lines > 0 && i + 1 < record.Length && record[i + 1] != delimiter && record[i + 1] is not ('\r' or '\n' or ' '))
                {
                    return true;
                }
            }
        }

        return inside;
    }
}
