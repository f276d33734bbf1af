using Activation.Delivery;
using Activation.Destinations.Adobe;
using Activation.Profiles;

namespace Activation.Destinations.AdobeDcs;

/// <summary>
/// The form of one event: whose it is, and the signal that a trait listens to. `c_{signal}_in` names the audience that somebody entered,
/// `c_{signal}_out` the one that somebody left.
/// </summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/api-and-sdk-code/dcs/dcs-api-reference/dcs-keys</remarks>
internal static class DcsEvent
{
    private const string GoogleAdvertisingIds = "20914";
    private const string AppleAdvertisingIds = "20915";

    /// <summary>An event without a visitor and without a signal: it only asks whether the host is known.</summary>
    public static string Check(DcsSettings settings) => $"d_rtbd=json&d_jsonv=1&d_orgid={Uri.EscapeDataString(settings.Organization)}";

    /// <returns>Null if the settings do not say where this identifier belongs.</returns>
    public static string? Write(DcsSettings settings, MemberIdentity identity, BatchOperation operation, string audience) =>
        Visitor(settings, identity) is { } visitor
            ? $"{Check(settings)}&{visitor}&c_{settings.Signal}_{(operation == BatchOperation.Add ? "in" : "out")}={Uri.EscapeDataString(audience)}"
            : null;

    /// <remarks>
    /// https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/features/declared-ids and, for the device ids' forms,
    /// https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/reference/ids-in-aam
    /// </remarks>
    private static string? Visitor(DcsSettings settings, MemberIdentity identity) => identity.Identifier switch
    {
        Identifiers.Ecid => $"d_mid={Uri.EscapeDataString(identity.Value)}",
        Identifiers.Gaid => Declared("d_cid", GoogleAdvertisingIds, identity.Value.ToLowerInvariant()),
        Identifiers.Idfa => Declared("d_cid", AppleAdvertisingIds, identity.Value.ToUpperInvariant()),
        Identifiers.Email when settings.EmailDataSource is { } source => Declared(source.All(char.IsAsciiDigit) ? "d_cid" : "d_cid_ic", source, identity.Value),
        _ => null,
    };

    /// <summary>Source and id are encoded before they are joined: the separator is the escape itself.</summary>
    private static string Declared(string key, string source, string id) => $"{key}={Uri.EscapeDataString(source)}%01{Uri.EscapeDataString(id)}";
}
