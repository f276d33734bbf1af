namespace Activation.Destinations;

/// <summary>
/// A platform. It declares what it accepts and does three things; batching, retries, rate limits, ledger and logging are not its business.
/// Stateless and thread-safe.
/// </summary>
public interface IDestination
{
    DestinationType Type { get; }

    /// <summary>
    /// Refuses settings or a secret that do not hold what the type needs, before they are stored.
    /// </summary>
    /// <exception cref="ProblemException">400, with the path of the field at fault.</exception>
    void Validate(DestinationAccount account);

    /// <summary>
    /// Names the platform's account, of letters, digits, `.`, `-` and `_`: whatever shares it shares its limits, and a throttle or an expired credential of one concerns all.
    /// Asked without the secret where <see cref="DestinationType.AccountInSecret"/> is not set.
    /// </summary>
    string AccountOf(DestinationAccount account) => $"{Type.Type}.{account.Id}";

    /// <summary>Names where audiences are: whatever leads elsewhere does not find those that were made. Asked without the secret.</summary>
    string PlaceOf(DestinationAccount account) => AccountOf(account);

    /// <summary>Tries the credentials against the platform without changing anything.</summary>
    Task<DestinationResult> CheckAsync(DestinationAccount account, CancellationToken cancellationToken);

    /// <summary>
    /// Finds or creates the audience and brings its name in line. An audience found by name is adopted only if its description carries
    /// <see cref="AudienceSpec.Marker"/>.
    /// </summary>
    Task<EnsureAudienceResult> EnsureAudienceAsync(DestinationAccount account, AudienceSpec audience, CancellationToken cancellationToken);

    /// <summary>Sends one batch in one attempt. Expected failures are values, see <see cref="DestinationResult"/>; the HTTP client has the timeout.</summary>
    Task<SendResult> SendAsync(DestinationAccount account, DestinationBatch batch, CancellationToken cancellationToken);

    /// <summary>Has the platform look at a batch as if it were sent, and applies nothing. Only where <see cref="DestinationType.SupportsRehearsal"/>.</summary>
    Task<SendResult> RehearseAsync(DestinationAccount account, DestinationBatch batch, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"The destination type '{Type.Type}' does not offer this.");

    /// <summary>
    /// What is left to do after the last batch of a run is delivered, before the run is closed. Called only where a call left a <see cref="SendResult.Record"/>, for runs of which every
    /// batch was delivered, and for those that a newer one takes over, unless they are full; again after a failure, and after a success that nobody got to note, so it must do the
    /// same each time.
    /// </summary>
    /// <param name="records">Of the calls for the batches that were delivered, in their order.</param>
    Task<DestinationResult> FinishRunAsync(DestinationAccount account, RunId run, IReadOnlyList<string> records, CancellationToken cancellationToken) =>
        Task.FromResult(DestinationResult.Success);

    /// <summary>Asks what the platform says of an audience, for people to look at; null where it offers nothing.</summary>
    /// <param name="receipts">Of the latest calls, see <see cref="SendResult.Receipt"/>; at most ten.</param>
    Task<AudienceReport?> ReportAsync(DestinationAccount account, string audienceId, IReadOnlyList<string> receipts, CancellationToken cancellationToken) =>
        Task.FromResult<AudienceReport?>(null);

    /// <summary>Deletes an audience of ours for good, with everybody in it. Only where <see cref="DestinationType.SupportsDeletion"/>; one that is gone already is no failure.</summary>
    Task<DestinationResult> DeleteAudienceAsync(DestinationAccount account, string audienceId, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"The destination type '{Type.Type}' does not offer this.");

    /// <summary>
    /// Takes people out of every audience of the account, whoever made it. Only where <see cref="DestinationType.SupportsErasure"/>; rows carry match keys alone, and
    /// are together at most <see cref="DestinationType.MaxBatch"/>.
    /// </summary>
    Task<DestinationResult> EraseAsync(DestinationAccount account, IReadOnlyList<MemberRow> rows, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"The destination type '{Type.Type}' does not offer this.");
}
