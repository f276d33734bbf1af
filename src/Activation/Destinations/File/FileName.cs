using System.Text;
using Activation.Delivery;

namespace Activation.Destinations.File;

/// <summary>`{folder}/{audience}/{run}/{batch}-{add|remove}.csv`: the same batch has the same name in every attempt.</summary>
internal static class FileName
{
    private const int MaxAudience = 100;

    public static string Of(string folder, DestinationBatch batch) =>
        $"{folder}/{Segment(batch.AudienceName)}/{batch.Id.Run}/{batch.Id.RowKey}-{(batch.Operation == BatchOperation.Add ? "add" : "remove")}.csv";

    /// <summary>A name as one path segment. Two names may become one: the run below it names the sync.</summary>
    internal static string Segment(string name)
    {
        var safe = new StringBuilder(Math.Min(name.Length, MaxAudience));
        foreach (var rune in name.EnumerateRunes())
        {
            if (safe.Length >= MaxAudience)
            {
                break;
            }

            safe.Append(Rune.IsLetterOrDigit(rune) || rune.Value is ' ' or '-' or '_' ? rune.ToString() : "_");
        }

        var trimmed = safe.ToString().Trim();
        return trimmed.Length == 0 ? "audience" : trimmed;
    }
}
