using System.Text;
using System.Text.Json;
using Activation.Destinations.OAuth;

namespace Activation.Destinations.Google;

/// <summary>A Google destination's settings and credentials, parsed. Not a record: it holds credentials.</summary>
internal sealed class GoogleSettings
{
    public const string DefaultBaseUrl = "https://datamanager.googleapis.com";
    public const string DefaultAccountType = "GOOGLE_ADS";
    public const string Granted = "granted";

    public static readonly IReadOnlyList<string> Consents = [Granted, "unspecified"];

    private readonly string root;

    public GoogleSettings(DestinationAccount account)
    {
        Operating = OperatingOf(account);
        Login = account.Setting("loginAccountId") is { } login ? new GoogleAccount(account.Setting("loginAccountType") ?? DefaultAccountType, Number(login)) : null;
        StatedConsents = [.. new[] { (Setting: "adUserData", Consent: GoogleType.UserData), (Setting: "adPersonalization", Consent: GoogleType.Personalization) }
            .Where(s => (account.Setting(s.Setting) ?? Granted) == Granted).Select(s => s.Consent)];
        MembershipDays = account.Settings.TryGetProperty("membershipDays", out var days) && days.ValueKind == JsonValueKind.Number ? days.GetInt32() : null;
        Mobile = account.Setting("keySpace") is { } keySpace && account.Setting("appId") is { } app ? new GoogleMobileList(keySpace, app) : null;
        Token = GoogleCredentials.Read(account).Request(AccountValidation.Address(account, "tokenUrl", GoogleCredentials.DefaultTokenUrl));
        root = $"{AccountValidation.Address(account, "apiBaseUrl", DefaultBaseUrl).AbsoluteUri.TrimEnd('/')}/v1/";
    }

    public GoogleAccount Operating { get; }

    public GoogleAccount? Login { get; }

    /// <summary>The consents that are said of whoever has given them.</summary>
    public IReadOnlyList<string> StatedConsents { get; }

    public int? MembershipDays { get; }

    /// <summary>Null: the lists are of contacts.</summary>
    public GoogleMobileList? Mobile { get; }

    public TokenRequest Token { get; }

    /// <summary>Google counts calls by Cloud project, whatever destinations lead to it.</summary>
    public static string QuotaOf(DestinationAccount account)
    {
        try
        {
            return GoogleCredentials.Read(account).Project is { Length: > 0 } project ? Name(project) : account.Id.Value;
        }
        catch (ProblemException)
        {
            return account.Id.Value;
        }
    }

    internal static GoogleAccount OperatingOf(DestinationAccount account)
    {
        var number = account.Setting("accountId") ?? throw ProblemException.Invalid("invalidDestination", "settings.accountId", "settings.accountId is missing.");
        return new GoogleAccount(account.Setting("accountType") ?? DefaultAccountType, Number(number));
    }

    /// <param name="path">Below the version; its first segment may have a colon.</param>
    public Uri Address(string path) => new($"{root}{path}");

    private static string Number(string id) => id.Replace("-", "", StringComparison.Ordinal);

    private static string Name(string project)
    {
        var name = new StringBuilder(project.Length);
        foreach (var c in project)
        {
            name.Append(char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_');
        }

        return name.ToString();
    }
}
