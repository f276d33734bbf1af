using Activation.Profiles;

namespace Activation.Import.Adobe;

/// <summary>
/// The data provider ids that stand for the same kind of id with every company
/// https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/features/global-data-sources . Pure.
/// </summary>
internal static class AdobeDataSources
{
    /// <summary>In names of ID synchronization files: Audience Manager's own ids.</summary>
    public const long Adobe = 0;

    public const long Gaid = 20914;

    public const long Idfa = 20915;

    private static readonly long[] OtherDevices =
    [
        121963, // Roku
        389146, // Microsoft
        488258, // Fire TV
        963906, // Samsung Tizen
        1171485, // LG
        1171489, // Vizio
    ];

    public static bool IsDevice(long dataProvider) => dataProvider is Gaid or Idfa || OtherDevices.Contains(dataProvider);

    /// <summary>What the ids of a global data source are; null for a company's own.</summary>
    public static string? IdentifierOf(long dataProvider) => dataProvider switch
    {
        Adobe => Identifiers.Ecid,
        Gaid => Identifiers.Gaid,
        Idfa => Identifiers.Idfa,
        _ => IsDevice(dataProvider) ? Identifiers.MobileAdId : null,
    };
}
