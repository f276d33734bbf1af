namespace Activation.Import.Files;

/// <summary>Whether a record's text ends inside an open quote: then the rest of the file was swallowed by it. Pure.</summary>
internal static class CsvQuotes
{
    public static bool EndsInside(ReadOnlySpan<char> record, char delimiter)
    {
        var fieldStart = true;
        var inside = false;
        for (var i = 0; i < record.Length; i++)
        {
            var c = record[i];
            if (inside)
            {
                if (c == '"')
                {
                    if (i + 1 < record.Length && record[i + 1] == '"')
                    {
                        i++;
                    }
                    else
                    {
                        inside = false;
                    }
                }
            }
            else
            {
                inside = fieldStart && c == '"';
                fieldStart = c == delimiter;
            }
        }

        return inside;
    }
}
