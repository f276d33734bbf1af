using System.Globalization;
using Activation.Destinations.Adobe;

namespace Activation.Destinations.ExperiencePlatform;

/// <summary>The settings and credentials of a streaming inlet, parsed. Not a record: it holds the secret.</summary>
internal sealed class AepSettings
{
    public const string DefaultBaseUrl = "https://dcs.adobedc.net";
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

    public ImsCredential Credential { get; }

    internal static string InletOf(DestinationAccount account) => Require(account, "inletId");

    private static string Require(DestinationAccount account, string setting) =>
        account.Setting(setting) ?? throw ProblemException.Invalid("invalidDestination", $"settings.{setting}", $"settings.{setting} is missing.");
}
