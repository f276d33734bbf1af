using System.Text.Json;

namespace Activation.Local.Sandbox.Doubles;

/// <summary>Lists whose members are known by mobile ad ids.</summary>
/// <remarks>https://developers.google.com/data-manager/api/reference/rest/v1/MobileData and …/accountTypes.accounts.userLists#MobileIdInfo</remarks>
internal sealed class GoogleMobileRules : GoogleListRules
{
    public override string KeyType => "MOBILE_ID";

    public override string Data => "mobileData";

    /// <summary>It is ignored where nothing is hashed.</summary>
    public override bool IsEncoding(string? encoding) => encoding is null or "HEX" or "BASE64";

    public override bool IsInfo(JsonElement info)
    {
        var mobile = info.Field("mobileIdInfo");
        return info.Has(["uploadKeyTypes", "mobileIdInfo"]) && HasKeyType(info)
            && mobile.Has(["keySpace", "appId"], "dataSourceType")
            && mobile.Text("keySpace") is "ANDROID" or "IOS"
            && mobile.Text("appId") is { Length: > 0 };
    }

    public override (IReadOnlyList<string> Keys, string? Fault) Read(JsonElement member)
    {
        var data = member.Field("mobileData");
        if (!member.Has(["mobileData"], "consent") || !data.Has(["mobileIds"]))
        {
            return ([], "INVALID_AUDIENCE_MEMBER");
        }

        var ids = data.Field("mobileIds").Items();
        return ids.Count == 0 ? ([], "NO_IDENTIFIERS_PROVIDED")
            : ids.Count > MaxIdentifiers ? ([], "TOO_MANY_USER_IDENTIFIERS")
            : ids.All(i => i.ValueKind == JsonValueKind.String && Guid.TryParseExact(i.GetString(), "D", out _)) ? ([.. ids.Select(i => $"MOBILE:{i.GetString()}")], null)
            : ([], "INVALID_FORMAT");
    }
}
