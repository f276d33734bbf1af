using Activation.Destinations.Adobe;

namespace Activation.Destinations.Analytics;

/// <summary>The settings and credentials of bulk data insertion, parsed. Not a record: it holds the secret.</summary>
internal sealed class AnalyticsSettings
{
    public const string DefaultRegion = "any";

    private readonly string root;

    public AnalyticsSettings(DestinationAccount account)
    {
        ReportSuite = Require(account, "reportSuiteId");
        Variable = Require(account, "variable");
        VisitorGroup = GroupOf(account);
        CustomerIdType = account.Setting("customerIdType");
        var region = AnalyticsType.Regions.GetValueOrDefault(account.Setting("region") ?? DefaultRegion, AnalyticsType.Regions[DefaultRegion]);
        root = AccountValidation.Address(account, "apiBaseUrl", region).AbsoluteUri.TrimEnd('/');
        Credential = new ImsCredential(account);
    }

    public string ReportSuite { get; }

    /// <summary>`eVar5` or `prop5`.</summary>
    public string Variable { get; }

    /// <summary>One for all syncs: no visitor may be in two.</summary>
    public string VisitorGroup { get; }

    public string? CustomerIdType { get; }

    public ImsCredential Credential { get; }

    /// <param name="path">Below `/aa/collect/v1/events`, or empty.</param>
    public Uri Events(string path = "") => new($"{root}/aa/collect/v1/events{path}");

    internal static string GroupOf(DestinationAccount account) => account.Setting("visitorGroup") ?? $"activation_{Require(account, "reportSuiteId")}";

    private static string Require(DestinationAccount account, string setting) =>
        account.Setting(setting) ?? throw ProblemException.Invalid("invalidDestination", $"settings.{setting}", $"settings.{setting} is missing.");
}
