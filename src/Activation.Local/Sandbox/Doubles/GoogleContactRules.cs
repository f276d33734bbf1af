using System.Text.Json;

namespace Activation.Local.Sandbox.Doubles;

/// <summary>Lists whose members are known by email, phone or address.</summary>
/// <remarks>https://developers.google.com/data-manager/api/reference/rest/v1/UserData</remarks>
internal sealed class GoogleContactRules : GoogleListRules
{
    public override string KeyType => "CONTACT_ID";

    public override string Data => "compositeData";

    public override bool IsEncoding(string? encoding) => encoding == "HEX";

    public override bool IsInfo(JsonElement info) => info.Has(["uploadKeyTypes"], "contactIdInfo") && HasKeyType(info);

    public override (IReadOnlyList<string> Keys, string? Fault) Read(JsonElement member)
    {
        var data = member.Field("compositeData");
        if (!member.Has(["compositeData"], "consent") || !data.Has(["userData"]) || !data.Field("userData").Has(["userIdentifiers"]))
        {
            return ([], "INVALID_AUDIENCE_MEMBER");
        }

        var identifiers = data.Field("userData").Field("userIdentifiers").Items();
        if (identifiers.Count is 0 or > MaxIdentifiers)
        {
            return ([], identifiers.Count == 0 ? "REQUIRED_FIELD_MISSING" : "TOO_MANY_USER_IDENTIFIERS");
        }

        var keys = new List<string>(identifiers.Count);
        foreach (var identifier in identifiers)
        {
            var (key, fault) = Key(identifier);
            if (fault is not null)
            {
                return (keys, fault);
            }

            keys.Add(key);
        }

        return (keys, null);
    }

    private static (string Key, string? Fault) Key(JsonElement identifier)
    {
        if (identifier.Has(["emailAddress"]))
        {
            return ($"EMAIL:{identifier.Text("emailAddress")}", HashFault(identifier.Text("emailAddress")));
        }

        if (identifier.Has(["phoneNumber"]))
        {
            return ($"PHONE:{identifier.Text("phoneNumber")}", HashFault(identifier.Text("phoneNumber")));
        }

        var address = identifier.Field("address");
        if (!identifier.Has(["address"]) || !address.Has(["givenName", "familyName", "regionCode", "postalCode"]))
        {
            return ("", "INVALID_AUDIENCE_MEMBER");
        }

        var fault = HashFault(address.Text("givenName")) ?? HashFault(address.Text("familyName"))
            ?? (address.Text("regionCode") is { Length: 2 } region && region.All(char.IsAsciiLetterUpper) ? null : "INVALID_COUNTRY_CODE")
            ?? (address.Text("postalCode") is { Length: > 0 and <= 20 } ? null : "INVALID_POSTAL_CODE");
        return ($"ADDRESS:{address.Text("givenName")},{address.Text("familyName")},{address.Text("regionCode")},{address.Text("postalCode")}", fault);
    }

    private static string? HashFault(string? value) =>
        value is not { Length: > 0 } || !value.All(char.IsAsciiHexDigit) ? "INVALID_HEX_ENCODING"
        : value.Length != 64 ? "INVALID_SHA256_FORMAT"
        : null;
}
