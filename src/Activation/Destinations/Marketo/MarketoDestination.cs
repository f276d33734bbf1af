using System.Text.Json;
using Activation.Delivery;
using Activation.Destinations.Adobe;
using Activation.Destinations.OAuth;

namespace Activation.Destinations.Marketo;

/// <summary>Marketo: leads that exist are found, then put into a static list or taken out of it.</summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/marketo-developer/marketo/rest/lead-database/list-membership</remarks>
internal sealed class MarketoDestination(DestinationHttp http, AccessTokens tokens, TimeProvider time) : SettingsDestination<MarketoSettings>(MarketoType.Create())
{
    private readonly MarketoClient client = new(http, tokens, time);

    public override string AccountOf(DestinationAccount account) => $"{Type.Type}.{MarketoSettings.InstanceOf(account)}";

    protected override async Task<DestinationResult> CheckAsync(MarketoSettings settings, CancellationToken cancellationToken)
    {
        var reply = await client.SendAsync(settings, HttpMethod.Get, "rest/v1/leads/describe.json", null, cancellationToken);
        if (reply.Value is not { } answer)
        {
            return reply.Result;
        }

        var known = (answer.Result ?? []).Select(FieldName).ToHashSet(StringComparer.Ordinal);
        return settings.Fields.All(f => known.Contains(f.Value))
            ? DestinationResult.Success
            : new DestinationResult(DestinationOutcome.Stop, "unknownField", "Marketo has no such lead field. Check externalIdField and emailHashField: they are REST API names.");
    }

    protected override Task<EnsureAudienceResult> EnsureAudienceAsync(MarketoSettings settings, AudienceSpec audience, CancellationToken cancellationToken) =>
        new MarketoLists(client).EnsureAsync(settings, audience, cancellationToken);

    protected override Task<DestinationResult> DeleteAudienceAsync(MarketoSettings settings, string audienceId, CancellationToken cancellationToken) =>
        new MarketoLists(client).DeleteAsync(settings, audienceId, cancellationToken);

    protected override async Task<SendResult> SendAsync(MarketoSettings settings, DestinationBatch batch, CancellationToken cancellationToken)
    {
        var outcomes = new RowOutcomes();
        var (looked, rowsByLead) = await new MarketoLeads(client).FindAsync(settings, batch.Rows, outcomes, cancellationToken);
        if (looked.Outcome != DestinationOutcome.Success)
        {
            return SendResult.Failure(looked);
        }

        // Who is no lead is in no list.
        var isAdd = batch.Operation == BatchOperation.Add;
        outcomes = isAdd ? outcomes : new RowOutcomes();
        foreach (var leads in rowsByLead.Keys.Chunk(MarketoType.MaxLeads))
        {
            var path = $"rest/v1/lists/{Uri.EscapeDataString(batch.AudienceId)}/leads.json?{string.Join('&', leads.Select(l => $"id={l}"))}";
            var reply = await client.SendAsync(settings, isAdd ? HttpMethod.Post : HttpMethod.Delete, path, null, cancellationToken);
            if (reply.Value is not { } answer)
            {
                return SendResult.Failure(reply.Result);
            }

            var statuses = (answer.Result ?? []).Select(r => MarketoClient.Read(r, MarketoJson.Default.MarketoLeadStatus)).OfType<MarketoLeadStatus>().ToList();
            if (leads.Except(statuses.Select(s => s.Id)).Any())
            {
                return SendResult.Failure(PlatformClient.Unreadable);
            }

            statuses.ForEach(s => Note(s, rowsByLead, outcomes, isAdd));
        }

        return outcomes.ToResult(DestinationResult.Success);
    }

    protected override MarketoSettings Read(DestinationAccount account) => new(account);

    private static void Note(MarketoLeadStatus status, IReadOnlyDictionary<long, List<int>> rowsByLead, RowOutcomes outcomes, bool isAdd)
    {
        var reason = status.Status == "skipped" ? MarketoErrors.ReasonOf(status.Reasons is [{ Code: { } code }, ..] ? code : "", isAdd) : null;
        foreach (var row in rowsByLead.GetValueOrDefault(status.Id) ?? [])
        {
            if (reason is null)
            {
                outcomes.Take(row);
            }
            else
            {
                outcomes.Refuse(row, reason);
            }
        }
    }

    private static string? FieldName(JsonElement field) => field.TryGetProperty("rest", out var rest) && rest.TryGetProperty("name", out var name) ? name.GetString() : null;
}
