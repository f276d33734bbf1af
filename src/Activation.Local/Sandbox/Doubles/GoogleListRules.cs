using System.Globalization;
using System.Text.Json;

namespace Activation.Local.Sandbox.Doubles;

/// <summary>What the Data Manager API demands of a call's destination, and of lists and members of one kind.</summary>
/// <remarks>https://developers.google.com/data-manager/api/reference/rest/v1/Destination and …/accountTypes.accounts.userLists</remarks>
internal abstract class GoogleListRules
{
    protected const int MaxIdentifiers = 10;

    public abstract string KeyType { get; }

    /// <summary>The field of a member that holds what it is known by.</summary>
    public abstract string Data { get; }

    public abstract bool IsEncoding(string? encoding);

    /// <summary>Whether a new list says what its members are known by, as it must.</summary>
    public abstract bool IsInfo(JsonElement info);

    /// <returns>The member's keys, and the reason for which it is at fault, if it is.</returns>
    public abstract (IReadOnlyList<string> Keys, string? Fault) Read(JsonElement member);

    public static bool IsTarget(JsonElement target) =>
        target.Has(["operatingAccount", "productDestinationId"], "loginAccount")
        && IsAccount(target.Field("operatingAccount"))
        && (!target.TryGetProperty("loginAccount", out var login) || IsAccount(login))
        && target.Text("productDestinationId") is { Length: > 0 };

    /// <summary>Whether what a call or a member says of consent, if anything, is what it may say.</summary>
    /// <remarks>https://developers.google.com/data-manager/api/reference/rest/v1/Consent</remarks>
    public static bool IsConsent(JsonElement holder) =>
        !holder.TryGetProperty("consent", out var consent)
        || (consent.Has([], "adUserData", "adPersonalization") && consent.EnumerateObject().All(c => c.Value.ToString() is "CONSENT_GRANTED" or "CONSENT_DENIED"));

    /// <summary>As `7776000s`.</summary>
    public static bool IsWholeDays(string? duration) =>
        duration is [.. var seconds, 's'] && long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number % 86_400 == 0;

    protected bool HasKeyType(JsonElement info) => info.Field("uploadKeyTypes").Items() is [{ ValueKind: JsonValueKind.String } key] && key.GetString() == KeyType;

    private static bool IsAccount(JsonElement account) =>
        account.Has(["accountType", "accountId"])
        && account.Text("accountType") is "GOOGLE_ADS" or "DISPLAY_VIDEO_ADVERTISER" or "DISPLAY_VIDEO_PARTNER" or "DATA_PARTNER"
        && account.Text("accountId") is { Length: > 0 } id && id.All(char.IsAsciiDigit);
}
