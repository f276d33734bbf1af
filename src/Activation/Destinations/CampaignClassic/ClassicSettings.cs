using Activation.Destinations.Adobe;
using Activation.Profiles;

namespace Activation.Destinations.CampaignClassic;

/// <summary>The settings and credentials of a Campaign instance, parsed. Not a record: it holds the secret.</summary>
internal sealed class ClassicSettings
{
    public const string DefaultFolder = "nmsSetOfServices";

    public ClassicSettings(DestinationAccount account)
    {
        Router = new Uri($"{InstanceOf(account).AbsoluteUri.TrimEnd('/')}/nl/jsp/soaprouter.jsp");
        Folder = account.Setting("folderName") ?? DefaultFolder;
        Fields = Field(account, "externalIdField", Identifiers.ExternalId).Concat(Field(account, "emailHashField", Identifiers.Email)).ToDictionary(StringComparer.Ordinal);
        if (Fields.Count == 0)
        {
            throw ProblemException.Invalid("invalidDestination", "settings.externalIdField", "settings.externalIdField or settings.emailHashField must name the attribute by which recipients are found.");
        }

        Credential = new ImsCredential(account);
    }

    /// <summary>To which every call goes.</summary>
    public Uri Router { get; }

    /// <summary>Internal name of the folder that services are made in.</summary>
    public string Folder { get; }

    /// <summary>Identifier name and the attribute of recipients that holds it.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; }

    public ImsCredential Credential { get; }

    internal static Uri InstanceOf(DestinationAccount account) => AccountValidation.Address(account, "apiBaseUrl", fallback: null);

    private static KeyValuePair<string, string>[] Field(DestinationAccount account, string setting, string identifier) =>
        account.Setting(setting) is { } field ? [new(identifier, field)] : [];
}
