namespace Activation.Destinations.Target;

/// <summary>The settings and token of bulk profile updates, parsed. Not a record: it holds the token.</summary>
internal sealed class TargetSettings
{
    public const string ThirdPartyId = "thirdPartyId";
    public const string PcId = "pcId";
    public const string DefaultAttribute = "activation";

    private readonly Uri root;

    public TargetSettings(DestinationAccount account)
    {
        var client = ClientOf(account);
        IdType = account.Setting("idType") ?? ThirdPartyId;
        Attribute = account.Setting("attribute") ?? DefaultAttribute;
        Token = AccountValidation.Secret(account, "profileToken");
        var address = AccountValidation.Address(account, "apiBaseUrl", $"https://{client}.tt.omtrdc.net");
        root = new Uri($"{address.AbsoluteUri.TrimEnd('/')}/m2/{client}/");
    }

    public string IdType { get; }

    public string Attribute { get; }

    public string Token { get; }

    /// <summary>Version 2 makes profiles that it does not find; a pcId beside Experience Cloud ids takes version 1.</summary>
    public Uri Updates => new(root, IdType == PcId ? "profile/batchUpdate" : "v2/profile/batchUpdate");

    /// <param name="edge">The server that took the batch, as its answer named it; null for the one that is configured.</param>
    public Uri Status(string? edge, string batch)
    {
        var status = new Uri(root, $"profile/batchStatus?batchId={Uri.EscapeDataString(batch)}&showDetails=true");
        return edge is null ? status : new UriBuilder(status) { Scheme = Uri.UriSchemeHttps, Host = edge, Port = -1 }.Uri;
    }

    /// <remarks>https://experienceleague.adobe.com/en/docs/target-dev/developer/implementation/methods/bulk-profile-update-api: of third-party ids, none with `+` or `/`.</remarks>
    public bool Takes(string id) => IdType == PcId || !id.AsSpan().ContainsAny('+', '/');

    internal static string ClientOf(DestinationAccount account) =>
        account.Setting("clientCode") ?? throw ProblemException.Invalid("invalidDestination", "settings.clientCode", "settings.clientCode is missing.");
}
