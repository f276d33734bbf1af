using System.Text;

namespace Activation.Governance.Privacy;

/// <summary>Takes people out of a file that the file destination wrote. Pure.</summary>
internal static class ExportedRows
{
    private const string NewLine = "\r\n";
    private const string Remove = "remove,";

    /// <summary>Whether any of the people is in it.</summary>
    public static bool Name(string csv, IReadOnlySet<ProfileId> people) => Records(csv).Any(r => Profile(r) is { } profile && people.Contains(profile));

    /// <param name="keepsOrders">A remove stays as an order to take somebody out.</param>
    /// <returns>Null if none of the people is in it, or in no other way than as it may stay.</returns>
    public static string? Without(string csv, IReadOnlySet<ProfileId> people, bool keepsOrders)
    {
        var rest = new StringBuilder(csv.Length);
        var changed = false;
        var removed = new HashSet<ProfileId>();
        var columns = 0;
        foreach (var record in Records(csv))
        {
            columns = columns == 0 ? record.AsSpan().Count(',') : columns;
            if (Profile(record) is not { } profile || !people.Contains(profile))
            {
                rest.Append(record).Append(NewLine);
                continue;
            }

            // Once, without identifiers.
            var order = keepsOrders && record.StartsWith(Remove, StringComparison.Ordinal) && removed.Add(profile) ? $"{Remove}{profile}{new string(',', columns - 1)}" : null;
            changed |= order != record;
            rest.Append(order).Append(order is null ? "" : NewLine);
        }

        return changed ? rest.ToString() : null;
    }

    /// <summary>Records without the line end; a quoted cell may have line ends of its own.</summary>
    private static IEnumerable<string> Records(string csv)
    {
        var start = 0;
        var quoted = false;
        for (var i = 0; i < csv.Length; i++)
        {
            quoted ^= csv[i] == '"';
            if (!quoted && csv[i] == '\n')
            {
                yield return csv[start..i].TrimEnd('\r');
                start = i + 1;
            }
        }

        if (start < csv.Length)
        {
            yield return csv[start..];
        }
    }

    /// <summary>The second cell.</summary>
    private static ProfileId? Profile(string record)
    {
        var comma = record.IndexOf(',', StringComparison.Ordinal);
        return comma >= 0 && record.Length >= comma + 33 && ProfileId.TryParse(record.Substring(comma + 1, 32), out var profile) ? profile : null;
    }
}
