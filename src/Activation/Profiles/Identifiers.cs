using System.Collections.Frozen;

namespace Activation.Profiles;

/// <summary>
/// Identifier names, as mappings, rules and syncs spell them, and the hash variants that are stored for each. Platforms normalize
/// differently and a hash cannot be re-normalized, so import stores every variant that some destination needs.
/// </summary>
public static class Identifiers
{
    public const string CustomerId = "customerId";
    public const string Email = "email";
    public const string Phone = "phone";
    public const string FirstName = "firstName";
    public const string LastName = "lastName";
    public const string Gender = "gender";
    public const string BirthYear = "birthYear";
    public const string BirthMonth = "birthMonth";
    public const string BirthDay = "birthDay";
    public const string City = "city";
    public const string State = "state";
    public const string Zip = "zip";
    public const string Country = "country";
    public const string MobileAdId = "mobileAdId";
    public const string Idfa = "idfa";
    public const string Gaid = "gaid";
    public const string Ecid = "ecid";
    public const string ExternalId = "externalId";

    public static readonly IReadOnlyList<string> Names =
        [CustomerId, Email, Phone, FirstName, LastName, Gender, BirthYear, BirthMonth, BirthDay, City, State, Zip, Country, MobileAdId, Idfa, Gaid, Ecid, ExternalId];

    /// <summary>
    /// Every stored variant, in the order of its bit in the snapshot's `ids_mask` (bit 0 first). Append only: the order is stored.
    /// </summary>
    public static readonly IReadOnlyList<IdentifierVariant> Variants =
    [
        new("email", Email, IsHash: true),
        new("email_google", Email, IsHash: true),
        new("phone", Phone, IsHash: true),
        new("phone_e164", Phone, IsHash: true),
        new("external_id", ExternalId, IsHash: false),
        new("first_name", FirstName, IsHash: true),
        new("last_name", LastName, IsHash: true),
        new("gender", Gender, IsHash: true),
        new("birth_year", BirthYear, IsHash: true),
        new("birth_month", BirthMonth, IsHash: true),
        new("birth_day", BirthDay, IsHash: true),
        new("city", City, IsHash: true),
        new("state", State, IsHash: true),
        new("zip", Zip, IsHash: true),
        new("country", Country, IsHash: true),
        new("mobile_ad_id", MobileAdId, IsHash: false),
        new("idfa", Idfa, IsHash: false),
        new("gaid", Gaid, IsHash: false),
        new("ecid", Ecid, IsHash: false),

        // Reddit takes dots and +tag out of every address; Snapchat and TikTok hash mobile ad ids; Google takes country and postal code in clear.
        new("email_reddit", Email, IsHash: true),
        new("mobile_ad_id_sha256", MobileAdId, IsHash: true),
        new("zip_clear", Zip, IsHash: false),
        new("country_clear", Country, IsHash: false),
    ];

    /// <summary>The variant stored under this name.</summary>
    public static IdentifierVariant Variant(string name) => Variants[ByName[name]];

    /// <summary>Where the variant stands in <see cref="Variants"/>.</summary>
    public static int Position(string name) => ByName[name];

    public static bool IsName(string name) => Names.Contains(name, StringComparer.Ordinal);

    /// <summary>The bits of `ids_mask` of all variants of an identifier: a profile has it if any is set.</summary>
    public static long MaskOf(string identifierName)
    {
        // The customer id is kept as the external id, unless another column is mapped to that.
        var name = identifierName == CustomerId ? ExternalId : identifierName;
        return Masks.GetValueOrDefault(name);
    }

    private static readonly FrozenDictionary<string, int> ByName = Variants.Select((v, i) => KeyValuePair.Create(v.Name, i)).ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, long> Masks = Variants.Select((v, i) => (v.Identifier, Bit: 1L << i))
        .GroupBy(v => v.Identifier, v => v.Bit, StringComparer.Ordinal)
        .ToFrozenDictionary(g => g.Key, g => g.Aggregate((a, b) => a | b), StringComparer.Ordinal);

    /// <summary>By position: the bits of all variants of the same identifier.</summary>
    internal static readonly IReadOnlyList<long> SiblingMasks = [.. Variants.Select(v => Masks[v.Identifier])];
}
