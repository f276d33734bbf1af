using System.Globalization;
using Activation.Destinations.Adobe;

namespace Activation.Destinations.ExperiencePlatform;

/// <summary>The settings and credentials of a streaming inlet, parsed. Not a record: it holds the secret.</summary>
internal sealed class AepSettings
{
    public const string DefaultBaseUrl = "https://dcs.adobedc.net";
    public const string DefaultPlatformBaseUrl = "https://platform.adobe.io";
    public const string DefaultSandboxName = "prod";
    public const string DefaultSchemaVersion = "1";
    public const string DefaultAudienceNamespace = "Activation";
    public const string DefaultValidDays = "365";

    public AepSettings(DestinationAccount account)
    {
        Organization = Require(account, "organizationId");
        SchemaId = Require(account, "schemaId");
        ContentType = string.Create(CultureInfo.InvariantCulture, $"application/vnd.adobe.xed-full+json;version={account.Setting("schemaVersion") ?? DefaultSchemaVersion}");
        DatasetId = Require(account, "datasetId");
        FlowId = account.Setting("flowId");
        AudienceNamespace = account.Setting("audienceNamespace") ?? DefaultAudienceNamespace;
        Validity = TimeSpan.FromDays(int.Parse(account.Setting("validDays") ?? DefaultValidDays, CultureInfo.InvariantCulture));
        var address = AccountValidation.Address(account, "apiBaseUrl", DefaultBaseUrl);
        Batches = new Uri($"{address.AbsoluteUri.TrimEnd('/')}/collection/batch/{InletOf(account)}");
        SandboxName = account.Setting("sandboxName") ?? DefaultSandboxName;
        var platform = AccountValidation.Address(account, "platformBaseUrl", DefaultPlatformBaseUrl);
        FlowRuns = FlowId is null ? null : new Uri($"{platform.AbsoluteUri.TrimEnd('/')}/data/foundation/flowservice/runs?property=flowId=={FlowId}&orderby=-createdAt");
        Credential = new ImsCredential(account);
    }

    public string Organization { get; }

    public string SchemaId { get; }

    public string ContentType { get; }

    public string DatasetId { get; }

    public string? FlowId { get; }

    /// <summary>The namespace below which the audiences stand in a profile.</summary>
    public string AudienceNamespace { get; }

    /// <summary>How long a membership holds unless it is renewed; without it the platform forgets one after 30 days.</summary>
    public TimeSpan Validity { get; }

    public Uri Batches { get; }

    public string SandboxName { get; }

    /// <summary>Null: the dataflow is not known.</summary>
    public Uri? FlowRuns { get; }

    public ImsCredential Credential { get; }

    internal static string InletOf(DestinationAccount account) => Require(account, "inletId");

    private static string Require(DestinationAccount account, string setting) =>
        account.Setting(setting) ?? throw ProblemException.Invalid("invalidDestination", $"settings.{setting}", $"settings.{setting} is missing.");
}
