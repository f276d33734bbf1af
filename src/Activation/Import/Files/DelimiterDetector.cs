namespace Activation.Import.Files;

/// <summary>
/// Finds the delimiter of a CSV file by its first lines: the one that the header has most of, weighed by how many of the next records have
/// as many. Pure.
/// </summary>
internal static class DelimiterDetector
{
    private const string Candidates = ",;\t|";
    private const int MaxRecords = 20;

    /// <summary>The delimiter that a first line of its own names, `sep=;`, which spreadsheets write and read; null if there is no such line.</summary>
    public static char? Hint(ReadOnlySpan<char> head)
    {
        head = head.TrimStart('\uFEFF');
        return head.Length > 5 && head.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && Candidates.Contains(head[4]) && head[5] is '\r' or '\n' ? head[4] : null;
    }

    public static char Detect(ReadOnlySpan<char> head)
    {
        var best = ',';
        var bestScore = 0;
        foreach (var candidate in Candidates)
        {
            var score = Score(head, candidate);
            if (score > bestScore)
            {
                best = candidate;
                bestScore = score;
            }
        }

        return best;
    }

    private static int Score(ReadOnlySpan<char> head, char delimiter)
    {
        int header = -1, count = 0, alike = 0, records = 0;
        var quoted = false;
        foreach (var c in head)
        {
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == delimiter && !quoted)
            {
                count++;
            }
            else if (c == '\n' && !quoted)
            {
                if (header < 0 && count == 0)
                {
                    // A blank or single-column first line says nothing about this candidate.
                    return 0;
                }

                header = header < 0 ? count : header;
                alike += count == header ? 1 : 0;
                count = 0;
                if (++records == MaxRecords)
                {
                    break;
                }
            }
        }

        return header < 0 ? count : header * alike;
    }
}
