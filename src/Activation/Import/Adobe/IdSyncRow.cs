using Activation.Import.Files;

namespace Activation.Import.Adobe;

/// <summary>
/// A row of an ID synchronization file
/// https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/implementation-integration-guides/sending-audience-data/batch-data-transfer-process/id-sync-file-based .
/// Pure.
/// </summary>
internal static class IdSyncRow
{
    /// <param name="columns">The data provider ids of the file's name.</param>
    /// <returns>Why the row cannot be used; null if it can.</returns>
    public static Reject? Check(long number, ReadOnlySpan<char> line, IReadOnlyList<string> columns, ReadOnlySpan<AdobeIdClass> classes)
    {
        if (line[^1] is ' ' or '\t')
        {
            return new Reject(number, "", "trailingSpace", "The row ends in a space or a tab: end it with its last id.");
        }

        var count = line.Count('\t') + 1;
        if (count != columns.Count)
        {
            return new Reject(number, "", "idCount", $"The row has {count} ids and the file's name {columns.Count} data providers: give each of them one, separated by one tab.");
        }

        var index = 0;
        foreach (var range in line.Split('\t'))
        {
            var id = line[range];
            var fault = HasEscape(id) ? ("urlEncodedId", "is URL-encoded: write ids as they are") : AdobeIds.Check(classes[index], id);
            if (fault is var (code, message))
            {
                return new Reject(number, columns[index], code, $"The id of data provider {columns[index]} {message}.");
            }

            index++;
        }

        return null;
    }

    private static bool HasEscape(ReadOnlySpan<char> id)
    {
        for (var i = id.IndexOf('%'); i >= 0 && i + 2 < id.Length; i++)
        {
            if (id[i] == '%' && char.IsAsciiHexDigit(id[i + 1]) && char.IsAsciiHexDigit(id[i + 2]))
            {
                return true;
            }
        }

        return false;
    }
}
