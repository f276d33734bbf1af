namespace Activation.Destinations.AdobeDcs;

/// <summary>The settings of calls to Audience Manager's data collection servers, parsed. The calls need no credentials.</summary>
internal sealed class DcsSettings
{
    public const string DefaultSignal = "activation";

    public DcsSettings(DestinationAccount account)
    {
        Host = HostOf(account);
        Organization = account.Setting("organizationId") ?? throw ProblemException.Invalid("invalidDestination", "settings.organizationId", "settings.organizationId is missing.");
        EmailDataSource = account.Setting("emailDataSource");
        Signal = account.Setting("signal") ?? DefaultSignal;
        var region = DcsRegions.Hosts.GetValueOrDefault(account.Setting("region") ?? DcsRegions.Default, DcsRegions.Hosts[DcsRegions.Default]);
        var address = AccountValidation.Address(account, "apiBaseUrl", $"https://{region}");
        Events = new Uri($"{address.AbsoluteUri.TrimEnd('/')}/event");
    }

    /// <summary>Sent as the Host header: it tells whose call this is.</summary>
    public string Host { get; }

    public string Organization { get; }

    public string? EmailDataSource { get; }

    public string Signal { get; }

    public Uri Events { get; }

    internal static string HostOf(DestinationAccount account) =>
        $"{account.Setting("domainAlias") ?? throw ProblemException.Invalid("invalidDestination", "settings.domainAlias", "settings.domainAlias is missing.")}.demdex.net";
}
