using Activation.Delivery.Accounts;
using Activation.Destinations;
using Activation.Monitoring.Metrics;

namespace Activation.Sync.Processing;

/// <summary>Asks platforms what they have made of audiences and calls, each within the limits of its account.</summary>
internal sealed class PlatformReports(AccountGate accounts, ActivationMetrics metrics, TimeProvider time)
{
    /// <param name="receipts">Of calls; as many of the first are asked for as the account has calls left.</param>
    public async Task<PlatformReport> AskAsync(SyncTarget target, string audience, IReadOnlyList<string> receipts, CancellationToken cancellationToken)
    {
        var account = AccountRef.Of(target);
        await using var entry = await accounts.EnterAsync(account, cancellationToken);
        if (entry.Refusal is { } refusal)
        {
            return new PlatformReport(refusal, null, [], refusal.Wait);
        }

        var (asked, wait) = await PayAsync(account, receipts, cancellationToken);
        var began = time.GetTimestamp();
        if (await target.Destination.ReportAsync(target.Account, audience, asked, cancellationToken) is not { } report)
        {
            return new PlatformReport(DestinationResult.Success, null, asked, wait);
        }

        metrics.Called(target.Account.Id, "report", report.Result, time.GetElapsedTime(began));
        await accounts.ReportAsync(account, report.Result, cancellationToken);
        return new PlatformReport(report.Result, report, asked, report.Result.Wait ?? wait);
    }

    /// <summary>The first receipts, of which each is a call.</summary>
    private async Task<(IReadOnlyList<string> Receipts, TimeSpan? Wait)> PayAsync(AccountRef account, IReadOnlyList<string> receipts, CancellationToken cancellationToken)
    {
        for (var paid = 0; paid < receipts.Count; paid++)
        {
            if (await accounts.ContinueAsync(account, cancellationToken) is { } refusal)
            {
                return ([.. receipts.Take(paid)], refusal.Wait);
            }
        }

        return (receipts, null);
    }
}

/// <summary>What a platform answered.</summary>
/// <param name="Report">Null: it could not be asked, or offers none.</param>
/// <param name="Asked">The receipts that it was asked for.</param>
/// <param name="Wait">The least to wait before it is asked again, if that is known.</param>
internal sealed record PlatformReport(DestinationResult Result, AudienceReport? Report, IReadOnlyList<string> Asked, TimeSpan? Wait);
