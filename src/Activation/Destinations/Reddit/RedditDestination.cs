using System.Text.Json;
using Activation.Delivery;
using Activation.Destinations.OAuth;

namespace Activation.Destinations.Reddit;

/// <summary>Reddit's customer list audiences: adds and removes with PATCH of `/custom_audiences/{id}/users`.</summary>
/// <remarks>https://ads-api.reddit.com/docs/v3/operations/Update%20Custom%20Audience%20Users</remarks>
internal sealed class RedditDestination(DestinationHttp http, AccessTokens tokens, TimeProvider time) : IDestination
{
    private readonly RedditClient client = new(new TokenCalls(http, tokens), time);

    public DestinationType Type { get; } = RedditType.Create();

    public void Validate(DestinationAccount account)
    {
        AccountValidation.Check(Type, account);
        _ = Read(account);
    }

    public string AccountOf(DestinationAccount account) => $"{Type.Type}.{RedditSettings.AdAccountOf(account)}";

    public async Task<DestinationResult> CheckAsync(DestinationAccount account, CancellationToken cancellationToken) =>
        AccountValidation.TryRead(account, Read, out var settings, out var failure) ? await Audiences.CheckAsync(settings, cancellationToken) : failure;

    public async Task<EnsureAudienceResult> EnsureAudienceAsync(DestinationAccount account, AudienceSpec audience, CancellationToken cancellationToken) =>
        AccountValidation.TryRead(account, Read, out var settings, out var failure)
            ? await Audiences.EnsureAsync(settings, audience, cancellationToken)
            : new EnsureAudienceResult(failure, null);

    public async Task<SendResult> SendAsync(DestinationAccount account, DestinationBatch batch, CancellationToken cancellationToken)
    {
        var rows = Rows(batch.Rows);
        if (rows.Rows.Count == 0)
        {
            return SendResult.Success;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows.Rows.Count, RedditType.MaxRows, nameof(batch));
        if (!AccountValidation.TryRead(account, Read, out var settings, out var failure))
        {
            return SendResult.Failure(failure);
        }

        var result = await client.SendAsync(settings, HttpMethod.Patch, $"custom_audiences/{Uri.EscapeDataString(batch.AudienceId)}/users", Body(rows, batch.Operation), cancellationToken);
        return result.Outcome == DestinationOutcome.Success ? SendResult.Success : SendResult.Failure(await Audiences.ConfirmAsync(settings, result, cancellationToken));
    }

    public async Task<DestinationResult> DeleteAudienceAsync(DestinationAccount account, string audienceId, CancellationToken cancellationToken)
    {
        if (!AccountValidation.TryRead(account, Read, out var settings, out var failure))
        {
            return failure;
        }

        var deleted = await client.SendAsync(settings, HttpMethod.Delete, $"custom_audiences/{Uri.EscapeDataString(audienceId)}", null, cancellationToken);
        var result = await Audiences.ConfirmAsync(settings, deleted, cancellationToken);
        return result.Outcome == DestinationOutcome.AudienceMissing ? DestinationResult.Success : result;
    }

    /// <summary>No cell is empty: the members of a batch have the same identifiers.</summary>
    internal static ColumnRows Rows(IReadOnlyList<MemberRow> members) => ColumnRows.Of(members, RedditType.Columns, repeats: true);

    internal static byte[] Body(ColumnRows rows, BatchOperation operation) => JsonSerializer.SerializeToUtf8Bytes(
        new RedditData<RedditUsers>(new RedditUsers(operation == BatchOperation.Add ? "ADD" : "REMOVE", rows.Columns, rows.Rows)), RedditJson.Default.Users);

    private RedditAudiences Audiences => new(client);

    private static RedditSettings Read(DestinationAccount account) => new(account);
}
