using System.Buffers;
using Activation.Destinations.Adobe;

namespace Activation.Destinations.CampaignClassic;

/// <summary>Finds the recipients that members are at Campaign.</summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/campaign-classic/using/configuring-campaign-classic/api/data-oriented-apis</remarks>
internal sealed class ClassicRecipients(ClassicClient client)
{
    public const string Schema = "nms:recipient";

    private const int MostValues = 50;
    private const int MostRecipients = 1_000;

    /// <summary>What has a meaning of its own in a text of an expression.</summary>
    private static readonly SearchValues<char> Special = SearchValues.Create("'\"\\$");

    /// <summary>The recipients' ids, each with the members that it was found for. Members of whom there is no recipient are noted as skipped.</summary>
    public async Task<(DestinationResult Result, IReadOnlyDictionary<string, List<int>> RowsById)> FindAsync(
        ClassicSettings settings, IReadOnlyList<MemberRow> rows, RowOutcomes outcomes, CancellationToken cancellationToken)
    {
        var found = new SortedDictionary<string, List<int>>(StringComparer.Ordinal);
        var identities = MemberIdentity.Of(rows).Where(i => settings.Fields.ContainsKey(i.Identifier)).ToLookup(i => IsPlain(i.Value));
        foreach (var identity in identities[false])
        {
            outcomes.Skip(identity.Row, "unsupportedValue");
        }

        foreach (var some in identities[true].Chunk(MostValues))
        {
            var result = await FindAsync(settings, [.. some.GroupBy(i => settings.Fields[i.Identifier], StringComparer.Ordinal)], found, cancellationToken);
            if (result.Outcome != DestinationOutcome.Success)
            {
                return (result, found);
            }
        }

        foreach (var row in Enumerable.Range(0, rows.Count).Except(found.Values.SelectMany(r => r)))
        {
            outcomes.Skip(row, rows[row].Values.Any(v => settings.Fields.ContainsKey(v.Key)) ? "recipientNotFound" : "noRecipientField");
        }

        return (DestinationResult.Success, found);
    }

    private static bool IsPlain(string value) => !value.AsSpan().ContainsAny(Special) && !value.Any(char.IsControl);

    /// <summary>One call for all attributes: licences count calls.</summary>
    private async Task<DestinationResult> FindAsync(
        ClassicSettings settings, IReadOnlyList<IGrouping<string, MemberIdentity>> fields, SortedDictionary<string, List<int>> found, CancellationToken cancellationToken)
    {
        var where = string.Join(" or ", fields.Select(f => $"@{f.Key} IN ({string.Join(", ", f.Select(i => $"'{i.Value}'").Distinct(StringComparer.Ordinal))})"));
        var (result, recipients) = await client.QueryAsync(settings, Schema, where, MostRecipients, ["@id", .. fields.Select(f => $"@{f.Key}")], cancellationToken);
        if (recipients.Count == MostRecipients)
        {
            return new DestinationResult(DestinationOutcome.Stop, "ambiguousField", "A thousand recipients or more match fifty members. Check externalIdField and emailHashField: they must tell people apart.");
        }

        foreach (var field in fields)
        {
            var rowsByValue = field.ToLookup(i => i.Value, i => i.Row, StringComparer.OrdinalIgnoreCase);
            foreach (var recipient in recipients)
            {
                if (recipient.Attribute("id")?.Value is { Length: > 0 } id && recipient.Attribute(field.Key)?.Value is { } value && rowsByValue.Contains(value))
                {
                    found.TryAdd(id, []);
                    found[id].AddRange(rowsByValue[value]);
                }
            }
        }

        return result;
    }
}
