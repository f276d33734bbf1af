using Activation.Delivery;
using Activation.Delivery.Accounts;
using Activation.Destinations;
using Activation.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Activation.Sync;

/// <summary>Asks for the evaluation of a run that cannot go on now once more, later.</summary>
internal sealed class RunRetries(IMessageQueue queue, IOptions<DeliveryOptions> options, TimeProvider time, ILogger<RunRetries> logger)
{
    /// <param name="message">The one that is handled.</param>
    /// <param name="result">Of a call that may be tried again.</param>
    /// <param name="failure">What could not be done, for people who read the log.</param>
    public Task RetryAsync(RunId run, EvaluateMessage message, DestinationResult result, string failure, CancellationToken cancellationToken) =>
        AccountGate.IsTurn(result) && result.Wait is { } turn
            ? AgainAsync(run, message.Attempt, turn, $"{failure} yet ({result.Code})", cancellationToken)
            : AgainAsync(run, message.Attempt + 1, Backoff.Next(options.Value, message.Attempt + 1, result.Wait, Random.Shared.NextDouble()), $"{failure} ({result.Code})", cancellationToken);

    /// <param name="message">The one that is handled.</param>
    /// <param name="reason">For people who read the log.</param>
    public Task AgainAsync(RunId run, EvaluateMessage message, TimeSpan wait, string reason, CancellationToken cancellationToken) =>
        AgainAsync(run, message.Attempt + 1, wait, reason, cancellationToken);

    private async Task AgainAsync(RunId run, int attempt, TimeSpan wait, string reason, CancellationToken cancellationToken)
    {
        SyncLog.Waits(logger, run, reason);
        await queue.SendEvaluateAsync(run, Messages.Due("again", time.GetUtcNow() + wait), attempt, wait, cancellationToken);
    }
}
