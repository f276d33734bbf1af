using System.Security.Cryptography;
using System.Text;

namespace Activation.Destinations.Adobe;

/// <summary>What a sync's service is called at Campaign: a name of its own, by which it is found again, and a label for people.</summary>
/// <remarks>Their lengths: https://experienceleague.adobe.com/en/docs/campaign-standard/using/developing/datamodel/datamodel-service</remarks>
internal static class ServiceName
{
    private const int MaxName = 64;
    private const int MaxLabel = 128;
    private const int TagBytes = 4;

    /// <summary>`activation_{sync}`; where that is too long, cut and ended by a tag.</summary>
    public static string Of(SyncId sync)
    {
        var name = $"activation_{sync}";
        if (name.Length <= MaxName)
        {
            return name;
        }

        var tag = $"_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, TagBytes))}";
        return name[..(MaxName - tag.Length)] + tag;
    }

    public static string LabelOf(AudienceSpec audience) => TextElements.Cut(audience.Name, MaxLabel);
}
