using System.Text.Json;
using Activation.Delivery;
using Activation.Destinations.OAuth;

namespace Activation.Destinations.Reddit;

/// <summary>Reddit's customer list audiences: adds and removes with PATCH of `/custom_audiences/{id}/users`.</summary>
/// <remarks>https://ads-api.reddit.com/docs/v3/operations/Update%20Custom%20Audience%20Users</remarks>
internal sealed class RedditDestination(DestinationHttp http, AccessTokens tokens, TimeProvider time) : SettingsDestination<RedditSettings>(RedditType.Create())
{
    private readonly RedditClient client = new(new TokenCalls(http, tokens), time);

    public override string AccountOf(DestinationAccount account) => $"{Type.Type}.{RedditSettings.AdAccountOf(account)}";

    protected override Task<DestinationResult> CheckAsync(RedditSettings settings, CancellationToken cancellationToken) =>
        Audiences.CheckAsync(settings, cancellationToken);

    protected override Task<EnsureAudienceResult> EnsureAudienceAsync(RedditSettings settings, AudienceSpec audience, CancellationToken cancellationToken) =>
        Audiences.EnsureAsync(settings, audience, cancellationToken);

    protected override async Task<SendResult> SendAsync(RedditSettings settings, DestinationBatch batch, CancellationToken cancellationToken)
    {
        var rows = Rows(batch.Rows);
        if (rows.Rows.Count == 0)
        {
            return SendResult.Success;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows.Rows.Count, RedditType.MaxRows, nameof(batch));
        var result = await client.SendAsync(settings, HttpMethod.Patch, $"custom_audiences/{Uri.EscapeDataString(batch.AudienceId)}/users", Body(rows, batch.Operation), cancellationToken);
        return result.Outcome == DestinationOutcome.Success ? SendResult.Success : SendResult.Failure(await Audiences.ConfirmAsync(settings, result, cancellationToken));
    }

    protected override async Task<DestinationResult> DeleteAudienceAsync(RedditSettings settings, string audienceId, CancellationToken cancellationToken)
    {
        var deleted = await client.SendAsync(settings, HttpMethod.Delete, $"custom_audiences/{Uri.EscapeDataString(audienceId)}", null, cancellationToken);
        var result = await Audiences.ConfirmAsync(settings, deleted, cancellationToken);
        return result.Outcome == DestinationOutcome.AudienceMissing ? DestinationResult.Success : result;
    }

    /// <summary>No cell is empty: the members of a batch have the same identifiers.</summary>
    internal static ColumnRows Rows(IReadOnlyList<MemberRow> members) => ColumnRows.Of(members, RedditType.Columns, repeats: true);

    internal static byte[] Body(ColumnRows rows, BatchOperation operation) => JsonSerializer.SerializeToUtf8Bytes(
        new RedditData<RedditUsers>(new RedditUsers(operation == BatchOperation.Add ? "ADD" : "REMOVE", rows.Columns, rows.Rows)), RedditJson.Default.Users);

    private RedditAudiences Audiences => new(client);

    protected override RedditSettings Read(DestinationAccount account) => new(account);
}
