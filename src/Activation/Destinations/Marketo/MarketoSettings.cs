using System.Globalization;
using Activation.Destinations.OAuth;
using Activation.Profiles;

namespace Activation.Destinations.Marketo;

/// <summary>A Marketo instance's settings and credentials, parsed. Not a record: it holds the secret.</summary>
internal sealed class MarketoSettings
{
    public const string DefaultFolderType = "Folder";

    private readonly string root;

    public MarketoSettings(DestinationAccount account)
    {
        root = AccountValidation.Address(account, "apiBaseUrl", $"https://{InstanceOf(account)}.mktorest.com").AbsoluteUri.TrimEnd('/');
        var folder = account.Setting("folderId") ?? throw Missing("folderId");
        Folder = string.Create(CultureInfo.InvariantCulture, $$"""{"id":{{folder}},"type":"{{account.Setting("folderType") ?? DefaultFolderType}}"}""");
        Fields = [.. Field(account, "externalIdField", Identifiers.ExternalId), .. Field(account, "emailHashField", Identifiers.Email)];
        if (Fields.Count == 0)
        {
            throw ProblemException.Invalid("invalidDestination", "settings.externalIdField", "settings.externalIdField or settings.emailHashField must name the lead field by which leads are found.");
        }

        Token = TokenRequest.ClientCredentials(
            Address("identity/oauth/token"), "Marketo", AccountValidation.Secret(account, "clientId"), AccountValidation.Secret(account, "clientSecret"));
    }

    /// <summary>As JSON.</summary>
    public string Folder { get; }

    /// <summary>Identifier name and the lead field that holds it.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields { get; }

    public TokenRequest Token { get; }

    /// <param name="path">With its query.</param>
    public Uri Address(string path) => new($"{root}/{path}");

    internal static string InstanceOf(DestinationAccount account) => account.Setting("munchkinId") ?? throw Missing("munchkinId");

    private static KeyValuePair<string, string>[] Field(DestinationAccount account, string setting, string identifier) =>
        account.Setting(setting) is { } field ? [new(identifier, field)] : [];

    private static ProblemException Missing(string setting) => ProblemException.Invalid("invalidDestination", $"settings.{setting}", $"settings.{setting} is missing.");
}
