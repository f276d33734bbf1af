using System.Globalization;
using Activation.Delivery;

namespace Activation.Destinations.Meta;

/// <summary>Meta Custom Audiences: adds with POST and removes with DELETE of `/{audience}/users`; small audiences are refreshed with POST of `/{audience}/usersreplace`.</summary>
/// <remarks>https://developers.facebook.com/docs/marketing-api/reference/custom-audience/users</remarks>
internal sealed class MetaDestination(DestinationHttp http, TimeProvider time) : SettingsDestination<MetaSettings>(MetaType.Create())
{
    private readonly MetaClient client = new(http, time);

    /// <summary>Meta counts calls by ad account, whatever destinations lead to it.</summary>
    public override string AccountOf(DestinationAccount account) => $"{Type.Type}.{MetaSettings.AdAccountOf(account)}";

    protected override async Task<DestinationResult> CheckAsync(MetaSettings settings, CancellationToken cancellationToken)
    {
        var result = await ReadAccountAsync(settings, cancellationToken);
        if (result.Outcome != DestinationOutcome.Success)
        {
            return OfAccount(result);
        }

        var (listed, count) = await new MetaAudiences(client).CountAsync(settings, cancellationToken);
        return listed.Outcome == DestinationOutcome.Success && MetaAudiences.Warning(count) is { } warning ? result with { Message = warning } : OfAccount(listed);
    }

    protected override async Task<EnsureAudienceResult> EnsureAudienceAsync(MetaSettings settings, AudienceSpec audience, CancellationToken cancellationToken)
    {
        var ensured = await new MetaAudiences(client).EnsureAsync(settings, audience, cancellationToken);
        return ensured with { Result = await ConfirmMissingAsync(settings, ensured.Result, cancellationToken) };
    }

    protected override async Task<SendResult> SendAsync(MetaSettings settings, DestinationBatch batch, CancellationToken cancellationToken)
    {
        // A remove only names people; how their data may be used is said when they are added.
        var rows = MetaRows.Of(batch.Rows, batch.Operation == BatchOperation.Add ? settings.DataUse : null);
        if (rows.Data.Count == 0)
        {
            return SendResult.Success;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows.Data.Count, MetaType.MaxRows, nameof(batch));
        var session = MetaSession.IdOf(batch);
        var content = PlatformClient.Json(MetaUsersBody.Write(rows, session));
        var method = batch.Operation == BatchOperation.Add ? HttpMethod.Post : HttpMethod.Delete;
        var replaces = MetaReplacement.IsDue(batch);
        var reply = await client.SendAsync(
            settings, method, $"{Uri.EscapeDataString(batch.AudienceId)}/{(replaces ? "usersreplace" : "users")}", content, MetaJson.Default.MetaUsersReply, r => r.NumReceived is not null, cancellationToken);
        if (reply.Value is { } answer)
        {
            return MetaRejections.Of(answer, rows) with { Result = reply.Result, Receipt = session.ToString(CultureInfo.InvariantCulture) };
        }

        return SendResult.Failure(
            reply.Result.Code == MetaErrors.InvalidParameter ? reply.Result with { Outcome = DestinationOutcome.Refused }
            : await ConfirmMissingAsync(settings, replaces ? MetaReplacement.Heed(reply.Result) : reply.Result, cancellationToken));
    }

    /// <remarks>https://developers.facebook.com/docs/marketing-api/reference/ad-account/usersofanyaudience</remarks>
    protected override async Task<DestinationResult> EraseAsync(MetaSettings settings, IReadOnlyList<MemberRow> rows, CancellationToken cancellationToken)
    {
        var people = MetaRows.Of(rows);
        if (people.Data.Count == 0)
        {
            return DestinationResult.Success;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(people.Data.Count, MetaType.MaxRows, nameof(rows));
        var content = PlatformClient.Json(MetaUsersBody.Write(people, sessionId: null));
        var reply = await client.SendAsync(
            settings, HttpMethod.Delete, $"{settings.AdAccount}/usersofanyaudience", content, MetaJson.Default.MetaUsersReply, r => r.NumReceived is not null, cancellationToken);
        return OfAccount(reply.Result);
    }

    protected override async Task<AudienceReport?> ReportAsync(MetaSettings settings, string audienceId, IReadOnlyList<string> receipts, CancellationToken cancellationToken)
    {
        var report = await new MetaReports(client).ReportAsync(settings, audienceId, receipts, cancellationToken);
        if (report.Result.Outcome != DestinationOutcome.Success)
        {
            return new AudienceReport(await ConfirmMissingAsync(settings, report.Result, cancellationToken));
        }

        var (listed, count) = await new MetaAudiences(client).CountAsync(settings, cancellationToken);
        return listed.Outcome == DestinationOutcome.Success && MetaAudiences.Warning(count) is { } warning
            ? report with { Explanation = report.Explanation is { } explanation ? $"{explanation} {warning}" : warning }
            : report;
    }

    protected override async Task<DestinationResult> DeleteAudienceAsync(MetaSettings settings, string audienceId, CancellationToken cancellationToken)
    {
        var result = await ConfirmMissingAsync(settings, await new MetaAudiences(client).DeleteAsync(settings, audienceId, cancellationToken), cancellationToken);
        return result.Outcome == DestinationOutcome.AudienceMissing ? DestinationResult.Success : result;
    }

    protected override MetaSettings Read(DestinationAccount account) => new(account, time.GetUtcNow());

    /// <summary>The result of a call that names no audience: what is missing is the ad account.</summary>
    private static DestinationResult OfAccount(DestinationResult result) => result.Outcome == DestinationOutcome.AudienceMissing
        ? result with { Outcome = DestinationOutcome.Stop, Message = "Meta does not know this ad account, or the access token may not use it. Check adAccountId and the permissions." }
        : result;

    /// <summary>
    /// Meta gives a missing audience and a lost permission the same code, and only the first may make us forget the audience: it is missing if
    /// its ad account can still be read.
    /// </summary>
    private async Task<DestinationResult> ConfirmMissingAsync(MetaSettings settings, DestinationResult result, CancellationToken cancellationToken)
    {
        if (result.Outcome != DestinationOutcome.AudienceMissing)
        {
            return result;
        }

        var check = await ReadAccountAsync(settings, cancellationToken);
        return check.Outcome switch
        {
            DestinationOutcome.Success => result,
            DestinationOutcome.AudienceMissing => check with { Outcome = DestinationOutcome.Stop, Message = "Meta shows neither the audience nor its ad account to this access token. Check adAccountId and the permissions." },
            _ => check,
        };
    }

    private async Task<DestinationResult> ReadAccountAsync(MetaSettings settings, CancellationToken cancellationToken)
    {
        var reply = await client.SendAsync(settings, HttpMethod.Get, $"{settings.AdAccount}?fields=id", null, MetaJson.Default.MetaNode, n => n.Id is not null, cancellationToken);
        return reply.Result;
    }
}
