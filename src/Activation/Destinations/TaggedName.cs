using System.Security.Cryptography;
using System.Text;

namespace Activation.Destinations;

/// <summary>
/// What an audience is called at a platform that keeps no description of it: the wanted name and a short form of <see cref="AudienceSpec.Marker"/>, such as
/// `Gold members [1f9c04ab]`, by which ours is told from another of the same name.
/// </summary>
internal static class TaggedName
{
    private const int TagBytes = 4;

    /// <param name="maxLength">Characters that the platform keeps; a longer name is cut before its tag.</param>
    public static string Of(AudienceSpec audience, int maxLength)
    {
        var tag = $" [{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(audience.Marker)).AsSpan(0, TagBytes))}]";
        return TextElements.Cut(audience.Name, maxLength - tag.Length) + tag;
    }
}
