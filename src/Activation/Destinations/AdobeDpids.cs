using Activation.Import.Adobe;
using Activation.Profiles;

namespace Activation.Destinations;

/// <summary>By which data source id (DPID) Audience Manager knows each kind of user id, and the kinds that there are.</summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/features/global-data-sources and https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/reference/ids-in-aam</remarks>
internal sealed class AdobeDpids(DestinationAccount account)
{
    /// <summary>Identifier and the stored variant that is sent.</summary>
    public static readonly IReadOnlyList<(string Identifier, string Variant)> Kinds =
    [
        (Identifiers.Ecid, "ecid"),
        (Identifiers.ExternalId, "external_id"),
        (Identifiers.Gaid, "gaid"),
        (Identifiers.Idfa, "idfa"),
        (Identifiers.Email, "email"),
        (Identifiers.Phone, "phone_e164"),
    ];

    private const string Number = "^[0-9]{1,12}$";

    public static TypeSchema AddTo(TypeSchema schema) => schema
        .Text("customerDpid", "the data source id of your customer ids, digits", Number, maxLength: 12)
        .Text("emailDpid", "the data source id of hashed emails, digits", Number, maxLength: 12)
        .Text("phoneDpid", "the data source id of hashed phones, digits", Number, maxLength: 12);

    /// <summary>A global data source's, else the setting's; null where neither says one.</summary>
    public string? Find(string identifier) => identifier switch
    {
        Identifiers.Gaid => Text(AdobeDataSources.Gaid),
        Identifiers.Idfa => Text(AdobeDataSources.Idfa),
        Identifiers.ExternalId => account.Setting("customerDpid"),
        Identifiers.Email => account.Setting("emailDpid"),
        Identifiers.Phone => account.Setting("phoneDpid"),
        _ => null,
    };

    /// <summary>As <see cref="Find"/>; 0 for Adobe's own ids, and the identifier's name where there is no data source id.</summary>
    public string Of(string identifier) => Find(identifier) ?? (identifier == Identifiers.Ecid ? Text(AdobeDataSources.Adobe) : identifier);

    /// <summary>An IDFA is in capitals; all else is as it is stored.</summary>
    public static string Form(string identifier, string id) => identifier == Identifiers.Idfa ? id.ToUpperInvariant() : id;

    private static string Text(long dpid) => dpid.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
