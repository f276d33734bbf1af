using System.Buffers;
using System.Text.Json.Serialization;
using Activation.Profiles;

namespace Activation.Destinations;

/// <summary>The form that a destination demands of an identifier's values. What a source brings in another form is not sent.</summary>
[JsonConverter(typeof(NamedEnumConverter<IdentifierShape>))]
public enum IdentifierShape
{
    [JsonStringEnumMemberName("any")] Any,

    /// <summary>64 lower-case hex digits.</summary>
    [JsonStringEnumMemberName("sha256")] Sha256,

    /// <summary>In lower case, with hyphens.</summary>
    [JsonStringEnumMemberName("uuid")] Uuid,

    /// <summary>38 decimal digits, as Adobe's ids have.</summary>
    [JsonStringEnumMemberName("digits38")] Digits38,
}

internal static class IdentifierShapes
{
    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    /// <summary>The form in which a variant is stored.</summary>
    public static IdentifierShape Of(string variant) => variant switch
    {
        _ when Identifiers.Variant(variant).IsHash => IdentifierShape.Sha256,
        "mobile_ad_id" or "idfa" or "gaid" => IdentifierShape.Uuid,
        "ecid" => IdentifierShape.Digits38,
        _ => IdentifierShape.Any,
    };

    public static bool Fits(this IdentifierShape shape, string value) => shape switch
    {
        IdentifierShape.Sha256 => value.Length == 64 && !value.AsSpan().ContainsAnyExcept(LowerHex),
        IdentifierShape.Uuid => Guid.TryParseExact(value, "D", out var id) && id != Guid.Empty && !value.AsSpan().ContainsAnyInRange('A', 'F'),
        IdentifierShape.Digits38 => value.Length == 38 && !value.AsSpan().ContainsAnyExceptInRange('0', '9'),
        _ => true,
    };
}
