using System.Net.Http.Headers;
using System.Text;
using Activation.Delivery;
using Activation.Destinations.Adobe;

namespace Activation.Destinations.AdobeDcs;

/// <summary>
/// Audience Manager's data collection servers: one event for each identity of each member. An audience is the value of a signal, for which somebody makes a
/// trait; Audience Manager offers no real-time call that takes a trait away, so leaving is a signal of its own.
/// </summary>
internal sealed class DcsDestination(DestinationHttp http, TimeProvider time) : SettingsDestination<DcsSettings>(DcsType.Create())
{
    public override string AccountOf(DestinationAccount account) => $"{Type.Type}.{DcsSettings.HostOf(account)}";

    protected override async Task<DestinationResult> CheckAsync(DcsSettings settings, CancellationToken cancellationToken)
    {
        var (result, _) = await PostAsync(settings, DcsEvent.Check(settings), cancellationToken);
        return result;
    }

    /// <summary>One call after the other: calls for one visitor must not overlap, and two members may share a device.</summary>
    /// <remarks>https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/api-and-sdk-code/dcs/dcs-api-reference/dcs-race-conditions</remarks>
    protected override async Task<SendResult> SendAsync(DcsSettings settings, DestinationBatch batch, CancellationToken cancellationToken)
    {
        var outcomes = new RowOutcomes();
        foreach (var identity in MemberIdentity.Of(batch.Rows))
        {
            if (DcsEvent.Write(settings, identity, batch.Operation, batch.AudienceId) is not { } body)
            {
                outcomes.Skip(identity.Row, "noDataSource");
                continue;
            }

            var (result, refusal) = await PostAsync(settings, body, cancellationToken);
            if (result.Outcome != DestinationOutcome.Success)
            {
                return SendResult.Failure(result);
            }

            outcomes.Take(identity.Row);
            if (refusal is not null && !(batch.Operation == BatchOperation.Remove && DcsErrors.IsOut(refusal)))
            {
                outcomes.Refuse(identity.Row, refusal);
            }
        }

        return outcomes.ToResult(DestinationResult.Success);
    }

    protected override DcsSettings Read(DestinationAccount account) => new(account);

    private async Task<(DestinationResult Result, string? Refusal)> PostAsync(DcsSettings settings, string body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, settings.Events) { Content = new ByteArrayContent(Encoding.ASCII.GetBytes(body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        request.Headers.Host = settings.Host;
        return DcsErrors.Classify(await http.SendAsync(request, cancellationToken), time.GetUtcNow());
    }
}
