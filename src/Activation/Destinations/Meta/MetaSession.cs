using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Activation.Destinations.Meta;

/// <summary>Each attempt is a session of its own, with one batch that is also its last: a session cannot be taken up again after its end.</summary>
internal static class MetaSession
{
    /// <summary>A positive 63-bit number, as good as unique in the ad account, from the batch or its part, and the attempt.</summary>
    public static long IdOf(DestinationBatch batch)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{batch.Key}/{batch.Attempt}");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return Math.Max(1, BinaryPrimitives.ReadInt64BigEndian(hash) & long.MaxValue);
    }
}
