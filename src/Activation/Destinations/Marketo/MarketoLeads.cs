using System.Text.Json;
using Activation.Destinations.Adobe;

namespace Activation.Destinations.Marketo;

/// <summary>Finds the leads that members are at Marketo.</summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/marketo-developer/marketo/rest/lead-database/leads#query</remarks>
internal sealed class MarketoLeads(MarketoClient client)
{
    /// <summary>The leads' numbers, each with the members that it was found for. Members of whom there is no lead are noted as skipped.</summary>
    public async Task<(DestinationResult Result, IReadOnlyDictionary<long, List<int>> RowsByLead)> FindAsync(
        MarketoSettings settings, IReadOnlyList<MemberRow> rows, RowOutcomes outcomes, CancellationToken cancellationToken)
    {
        var found = new SortedDictionary<long, List<int>>();
        foreach (var (identifier, field) in settings.Fields)
        {
            // Values are parted by commas, for which there is no escape.
            var identities = MemberIdentity.Of(rows).Where(i => i.Identifier == identifier).ToLookup(i => i.Value.Contains(',', StringComparison.Ordinal));
            foreach (var identity in identities[true])
            {
                outcomes.Skip(identity.Row, "unsupportedValue");
            }

            var rowsByValue = identities[false].ToLookup(i => i.Value, i => i.Row, StringComparer.OrdinalIgnoreCase);
            foreach (var values in rowsByValue.Select(g => g.Key).Chunk(MarketoType.MaxLeads))
            {
                var result = await FindAsync(settings, field, values, rowsByValue, found, cancellationToken);
                if (result.Outcome != DestinationOutcome.Success)
                {
                    return (result, found);
                }
            }
        }

        foreach (var row in Enumerable.Range(0, rows.Count).Except(found.Values.SelectMany(r => r)))
        {
            outcomes.Skip(row, rows[row].Values.Any(v => settings.Fields.Any(f => f.Key == v.Key)) ? "leadNotFound" : "noLeadField");
        }

        return (DestinationResult.Success, found);
    }

    private async Task<DestinationResult> FindAsync(
        MarketoSettings settings, string field, string[] values, ILookup<string, int> rowsByValue, SortedDictionary<long, List<int>> found, CancellationToken cancellationToken)
    {
        string? page = null;
        do
        {
            // As a POST: 300 hashes are more than an address may hold.
            List<KeyValuePair<string, string>> form = [new("filterType", field), new("filterValues", string.Join(',', values)), new("fields", $"id,{field}")];
            if (page is not null)
            {
                form.Add(new("nextPageToken", page));
            }

            var reply = await client.SendAsync(settings, HttpMethod.Post, "rest/v1/leads.json?_method=GET", form, cancellationToken);
            if (reply.Value is not { } answer)
            {
                return reply.Result;
            }

            foreach (var lead in answer.Result ?? [])
            {
                if (lead.TryGetProperty("id", out var id) && id.TryGetInt64(out var number) && lead.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null)
                {
                    found.TryAdd(number, []);
                    found[number].AddRange(rowsByValue[value.ToString()]);
                }
            }

            page = answer.NextPageToken == page || answer.Result is not { Count: > 0 } ? null : answer.NextPageToken;
        }
        while (!string.IsNullOrEmpty(page));

        return DestinationResult.Success;
    }
}
