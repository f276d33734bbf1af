namespace Activation.Destinations;

/// <summary>
/// A destination whose settings and credentials are parsed for each call. What cannot be read is a failure for a person to mend, and no call is made. What only some platforms
/// offer is there to be overridden.
/// </summary>
internal abstract class SettingsDestination<TSettings>(DestinationType type) : IDestination
    where TSettings : class
{
    public DestinationType Type => type;

    public virtual void Validate(DestinationAccount account)
    {
        AccountValidation.Check(Type, account);
        _ = Read(account);
    }

    public virtual string AccountOf(DestinationAccount account) => $"{Type.Type}.{account.Id}";

    public virtual string PlaceOf(DestinationAccount account) => AccountOf(account);

    public async Task<DestinationResult> CheckAsync(DestinationAccount account, CancellationToken cancellationToken) =>
        AccountValidation.TryRead(account, Read, out var settings, out var failure) ? await CheckAsync(settings, cancellationToken) : failure;

    public async Task<EnsureAudienceResult> EnsureAudienceAsync(DestinationAccount account, AudienceSpec audience, CancellationToken cancellationToken) =>
        AccountValidation.TryRead(account, Read, out var settings, out var failure) ? await EnsureAudienceAsync(settings, audience, cancellationToken) : new EnsureAudienceResult(failure, null);

    public async Task<SendResult> SendAsync(DestinationAccount account, DestinationBatch batch, CancellationToken cancellationToken) =>
        AccountValidation.TryRead(account, Read, out var settings, out var failure) ? await SendAsync(settings, batch, cancellationToken) : SendResult.Failure(failure);

    public async Task<SendResult> RehearseAsync(DestinationAccount account, DestinationBatch batch, CancellationToken cancellationToken) =>
        AccountValidation.TryRead(account, Read, out var settings, out var failure) ? await RehearseAsync(settings, batch, cancellationToken) : SendResult.Failure(failure);

    public async Task<DestinationResult> FinishRunAsync(DestinationAccount account, RunId run, IReadOnlyList<string> records, CancellationToken cancellationToken) =>
        AccountValidation.TryRead(account, Read, out var settings, out var failure) ? await FinishRunAsync(settings, records, cancellationToken) : failure;

    public async Task<AudienceReport?> ReportAsync(DestinationAccount account, string audienceId, IReadOnlyList<string> receipts, CancellationToken cancellationToken) =>
        AccountValidation.TryRead(account, Read, out var settings, out var failure) ? await ReportAsync(settings, audienceId, receipts, cancellationToken) : new AudienceReport(failure);

    public async Task<DestinationResult> DeleteAudienceAsync(DestinationAccount account, string audienceId, CancellationToken cancellationToken) =>
        AccountValidation.TryRead(account, Read, out var settings, out var failure) ? await DeleteAudienceAsync(settings, audienceId, cancellationToken) : failure;

    public async Task<DestinationResult> EraseAsync(DestinationAccount account, IReadOnlyList<MemberRow> rows, CancellationToken cancellationToken) =>
        AccountValidation.TryRead(account, Read, out var settings, out var failure) ? await EraseAsync(settings, rows, cancellationToken) : failure;

    /// <exception cref="ProblemException">400, with the path of the field at fault.</exception>
    protected abstract TSettings Read(DestinationAccount account);

    protected abstract Task<DestinationResult> CheckAsync(TSettings settings, CancellationToken cancellationToken);

    /// <summary>Where there is nothing to make, the sync's id names the audience.</summary>
    protected virtual Task<EnsureAudienceResult> EnsureAudienceAsync(TSettings settings, AudienceSpec audience, CancellationToken cancellationToken) =>
        Task.FromResult(new EnsureAudienceResult(DestinationResult.Success, audience.Sync.Value));

    protected abstract Task<SendResult> SendAsync(TSettings settings, DestinationBatch batch, CancellationToken cancellationToken);

    protected virtual Task<SendResult> RehearseAsync(TSettings settings, DestinationBatch batch, CancellationToken cancellationToken) => throw NotOffered;

    protected virtual Task<DestinationResult> FinishRunAsync(TSettings settings, IReadOnlyList<string> records, CancellationToken cancellationToken) =>
        Task.FromResult(DestinationResult.Success);

    protected virtual Task<AudienceReport?> ReportAsync(TSettings settings, string audienceId, IReadOnlyList<string> receipts, CancellationToken cancellationToken) =>
        Task.FromResult<AudienceReport?>(null);

    protected virtual Task<DestinationResult> DeleteAudienceAsync(TSettings settings, string audienceId, CancellationToken cancellationToken) => throw NotOffered;

    protected virtual Task<DestinationResult> EraseAsync(TSettings settings, IReadOnlyList<MemberRow> rows, CancellationToken cancellationToken) => throw NotOffered;

    private NotSupportedException NotOffered => new($"The destination type '{Type.Type}' does not offer this.");
}
