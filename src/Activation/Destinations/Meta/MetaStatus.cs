using System.Globalization;

namespace Activation.Destinations.Meta;

/// <summary>What the two statuses of an audience mean, the worse one first.</summary>
/// <remarks>https://developers.facebook.com/docs/marketing-api/reference/custom-audience</remarks>
internal static class MetaStatus
{
    private const int Normal = 200;
    private const int TooSmall = 300;
    private const int Unusable = 400;
    private const int Flagged = 471;

    public static (string? State, string? Explanation) Of(MetaAudienceState audience) => (audience.OperationStatus?.Code, audience.DeliveryStatus?.Code) switch
    {
        (Flagged, _) => ("flagged", "Meta has flagged the audience, because its name or description suggests information that its terms forbid, and uses it for no ads. Give the audience another name, or appeal in Meta's Audience Manager."),
        (_, >= Unusable) => ("unusable", "Meta does not let the audience be used in ads. Meta's Audience Manager says why."),
        (_, TooSmall) => ("tooSmall", "Meta has found too few people to use the audience in ads; it counts up to a day after an upload. More identifiers of each person find more."),
        ({ } operation and not Normal, _) => (string.Create(CultureInfo.InvariantCulture, $"operation{operation}"), "Meta is working on the audience, or reports a fault in it. Meta's Audience Manager says which."),
        (null, null) => (null, null),
        _ => ("normal", null),
    };
}
