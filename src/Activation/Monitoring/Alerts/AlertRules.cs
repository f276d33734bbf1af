using Activation.Destinations;
using Activation.Storage;

namespace Activation.Monitoring.Alerts;

/// <summary>The `AlertRules` table, and the rules' signing secrets beside those of destinations.</summary>
public sealed class AlertRules(ActivationStorage storage, ISecretStore secrets, TimeProvider time)
{
    public const int DefaultLateMinutes = 150;

    internal const string SecretField = "signingSecret";

    private const int MinSecretLength = 8;
    private const int MaxSecretLength = 1000;
    private const int MaxUrlLength = 2000;

    private readonly DefinitionStore<AlertRule> table = new(storage.Table(StorageNames.AlertRulesTable), MonitoringJson.Default.AlertRule);

    public Task<IReadOnlyList<KeyValuePair<string, AlertRule>>> ListAsync(CancellationToken cancellationToken) => table.ListAsync(cancellationToken);

    public Task<AlertRule?> FindAsync(string id, CancellationToken cancellationToken) => table.FindAsync(id, cancellationToken);

    /// <param name="secret">What alerts are signed with; null keeps the stored one.</param>
    /// <exception cref="ProblemException">400 with the path of the field at fault.</exception>
    public async Task<AlertRule> PutAsync(string id, AlertRule rule, string? secret, CancellationToken cancellationToken)
    {
        Check(rule);
        var stored = await table.FindAsync(id, cancellationToken);
        Require(secret is not null || stored is not null, "missingProperty", "secret", "Give a secret: alerts are signed with it.");
        Require(secret is not null || stored?.Url == rule.Url, "secretNeeded", "secret", "Give the secret again: the address that it is used for changes.");
        Require(secret is null or { Length: >= MinSecretLength and <= MaxSecretLength }, "invalidSecret", "secret", $"secret has {MinSecretLength} to {MaxSecretLength} characters.");
        if (secret is not null)
        {
            await secrets.SetAsync(SecretOf(id), new Dictionary<string, string>(StringComparer.Ordinal) { [SecretField] = secret }, cancellationToken);
        }

        var same = stored is not null && stored == rule with { Since = stored.Since, Url = stored.Url };
        var saved = rule with { Since = same ? stored?.Since : time.GetUtcNow() };
        await table.PutAsync(id, saved, cancellationToken);
        return saved;
    }

    /// <returns>False if there was none.</returns>
    public async Task<bool> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        var existed = await table.DeleteAsync(id, cancellationToken);
        await secrets.DeleteAsync(SecretOf(id), cancellationToken);
        return existed;
    }

    internal async Task<string?> FindSecretAsync(string id, CancellationToken cancellationToken) =>
        (await secrets.GetAsync(SecretOf(id), cancellationToken)).GetValueOrDefault(SecretField);

    internal static void Check(AlertRule rule)
    {
        Require(rule.Subject is null || EntityName.IsValid(rule.Subject), "invalidId", "subject", $"subject is the id of a sync, source or destination: {EntityName.Rule}.");
        switch (rule.Kind)
        {
            case AlertKind.SkipRate or AlertKind.SizeChanged or AlertKind.ProcessingRefused or AlertKind.ImportRejected:
                Require(rule.Threshold is not null, "missingProperty", "threshold", "Give a threshold: the share above which somebody is told, such as 0.1.");
                Require(rule.Threshold is >= 0 and <= 1 || (rule.Kind == AlertKind.SizeChanged && rule.Threshold is > 1 and <= 1000), "outOfRange", "threshold", "threshold is a share from 0 to 1; of sizeChanged it may be more.");
                Require(rule.Kind != AlertKind.SkipRate || rule.Threshold < 1, "outOfRange", "threshold", "threshold of skipRate is below 1: no more than all are excluded or fail.");
                break;
            case AlertKind.RunLate:
                Require(rule.Threshold is null or (>= 1 and <= 43_200), "outOfRange", "threshold", "threshold is a number of minutes from 1 to 43,200.");
                break;
            default:
                Require(rule.Threshold is null, "noThreshold", "threshold", "Alerts of this kind have no threshold; leave it out.");
                break;
        }

        Require(
            rule.Url.Length <= MaxUrlLength && Uri.TryCreate(rule.Url, UriKind.Absolute, out var address) && address.UserInfo.Length == 0
                && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)),
            "invalidUrl", "url", "url is an absolute https:// address (http:// only for this machine), without a user or password.");
    }

    // No destination can have such an id, so none can share the secret.
    private static DestinationId SecretOf(string id) => new($"_alert_{id}");

    private static void Require(bool holds, string code, string path, string message)
    {
        if (!holds)
        {
            throw ProblemException.Invalid(code, path, message);
        }
    }
}
