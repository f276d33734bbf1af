using System.Text.Json;
using Activation.Delivery;
using Activation.Destinations.OAuth;

namespace Activation.Destinations.Snapchat;

/// <summary>Snapchat's customer lists: adds with POST and removes with DELETE of `/segments/{id}/users`, one call for each type of identifier.</summary>
/// <remarks>https://developers.snap.com/api/marketing-api/Ads-API/customer-lists</remarks>
internal sealed class SnapchatDestination(DestinationHttp http, AccessTokens tokens, TimeProvider time) : SettingsDestination<SnapchatSettings>(SnapchatType.Create())
{
    private readonly SnapchatClient client = new(new TokenCalls(http, tokens), time);

    public override string AccountOf(DestinationAccount account) => $"{Type.Type}.{SnapchatSettings.AdAccountOf(account)}";

    protected override Task<DestinationResult> CheckAsync(SnapchatSettings settings, CancellationToken cancellationToken) =>
        Segments.CheckAsync(settings, cancellationToken);

    protected override Task<EnsureAudienceResult> EnsureAudienceAsync(SnapchatSettings settings, AudienceSpec audience, CancellationToken cancellationToken) =>
        Segments.EnsureAsync(settings, audience, cancellationToken);

    protected override async Task<SendResult> SendAsync(SnapchatSettings settings, DestinationBatch batch, CancellationToken cancellationToken)
    {
        foreach (var (identifier, schema) in SnapchatType.Schemas)
        {
            var values = batch.Rows.SelectMany(r => r[identifier]).ToList();
            ArgumentOutOfRangeException.ThrowIfGreaterThan(values.Count, SnapchatType.MaxRows, nameof(batch));
            if (values.Count > 0 && await SendAsync(settings, batch, schema, values, cancellationToken) is { Outcome: not DestinationOutcome.Success } result)
            {
                return SendResult.Failure(result);
            }
        }

        return SendResult.Success;
    }

    protected override Task<DestinationResult> DeleteAudienceAsync(SnapchatSettings settings, string audienceId, CancellationToken cancellationToken) =>
        Segments.DeleteAsync(settings, audienceId, cancellationToken);

    protected override async Task<AudienceReport?> ReportAsync(SnapchatSettings settings, string audienceId, IReadOnlyList<string> receipts, CancellationToken cancellationToken)
    {
        var reply = await Segments.GetAsync(settings, audienceId, cancellationToken);
        var (state, explanation) = reply.Value?.First?.TargetableStatus switch
        {
            "READY" => ("ready", null),
            "TOO_FEW_USERS" => ("tooFewUsers", "Snapchat found fewer people than it needs to show them ads."),
            "NOT_READY" => ("notReady", "Snapchat is still working on what it was sent."),
            _ => ((string?)null, (string?)null),
        };
        return new AudienceReport(reply.Result)
        {
            State = state,
            Explanation = explanation,
            SizeAtLeast = reply.Value?.First?.ApproximateNumberUsers,
            SizeAtMost = reply.Value?.First?.ApproximateNumberUsers,
        };
    }

    internal static byte[] Body(string schema, IReadOnlyList<string> values) =>
        JsonSerializer.SerializeToUtf8Bytes(new SnapchatUsersBody([new SnapchatUserRows([schema], [.. values.Select(v => (IReadOnlyList<string>)[v])])]), SnapchatJson.Default.SnapchatUsersBody);

    private SnapchatSegmentList Segments => new(client);

    protected override SnapchatSettings Read(DestinationAccount account) => new(account);

    private async Task<DestinationResult> SendAsync(SnapchatSettings settings, DestinationBatch batch, string schema, IReadOnlyList<string> values, CancellationToken cancellationToken)
    {
        var method = batch.Operation == BatchOperation.Add ? HttpMethod.Post : HttpMethod.Delete;
        var reply = await client.SendAsync(
            settings, method, $"segments/{Uri.EscapeDataString(batch.AudienceId)}/users", Body(schema, values), SnapchatJson.Default.SnapchatUsers, u => u.IsTaken, cancellationToken);
        return SnapchatErrors.MayBeMissing(reply.Reply) ? await Segments.ConfirmMissingAsync(settings, reply.Result, cancellationToken) : reply.Result;
    }
}
