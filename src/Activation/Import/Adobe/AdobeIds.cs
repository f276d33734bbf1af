using Activation.Import.Normalization;

namespace Activation.Import.Adobe;

/// <summary>What an id of a column has to look like.</summary>
internal enum AdobeIdClass
{
    /// <summary>A company's own id, kept as it is.</summary>
    Own,

    /// <summary>Audience Manager's.</summary>
    Adobe,

    /// <summary>A UUID in lower case.</summary>
    Gaid,

    /// <summary>A UUID in capitals.</summary>
    Idfa,

    /// <summary>A UUID in whichever case the device has it.</summary>
    Device,

    /// <summary>SHA-256 in hexadecimal digits.</summary>
    Hash,
}

/// <summary>
/// The formats of ids https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/reference/ids-in-aam . Pure.
/// </summary>
internal static class AdobeIds
{
    private const int AdobeDigits = 38;

    private const int Sha256Digits = 64;

    public static AdobeIdClass ClassOf(long dataProvider) => dataProvider switch
    {
        AdobeDataSources.Adobe => AdobeIdClass.Adobe,
        AdobeDataSources.Gaid => AdobeIdClass.Gaid,
        AdobeDataSources.Idfa => AdobeIdClass.Idfa,
        _ => AdobeDataSources.IsDevice(dataProvider) ? AdobeIdClass.Device : AdobeIdClass.Own,
    };

    /// <returns>Why the id cannot be one of its class; null if it can.</returns>
    public static (string Code, string Message)? Check(AdobeIdClass expected, ReadOnlySpan<char> id)
    {
        if (id.IsEmpty)
        {
            return ("idMissing", "is empty: give every column of a row an id");
        }

        return expected switch
        {
            AdobeIdClass.Adobe when id.Length != AdobeDigits || id.ContainsAnyExceptInRange('0', '9') =>
                ("invalidAdobeId", "is no id of Audience Manager, which has 38 digits"),
            AdobeIdClass.Gaid when !IsUuid(id) || id.ContainsAnyInRange('A', 'F') =>
                ("invalidGaid", "is no Google advertising id, which is a UUID in lower case with hyphens, not hashed"),
            AdobeIdClass.Idfa when !IsUuid(id) || id.ContainsAnyInRange('a', 'f') =>
                ("invalidIdfa", "is no IDFA, which is a UUID in capitals with hyphens, not hashed"),
            AdobeIdClass.Device when !IsUuid(id) =>
                ("invalidDeviceId", "is no device id, which is a UUID with hyphens, not hashed"),
            AdobeIdClass.Hash => CheckHash(id),
            AdobeIdClass.Own when id.Contains(':') || id.Contains("%3A", StringComparison.OrdinalIgnoreCase) =>
                ("colonInId", "holds a colon, plain or as %3A, which ids may not have"),
            _ => null,
        };
    }

    private static bool IsUuid(ReadOnlySpan<char> id) => Guid.TryParseExact(id, "D", out var value) && value != Guid.Empty;

    private static (string Code, string Message)? CheckHash(ReadOnlySpan<char> id) => HashShapes.Of(id) switch
    {
        HashShape.Sha256 => null,
        HashShape.Md5 => ("md5NotAccepted", "is an MD5 hash: hash with SHA-256"),
        HashShape.Sha1 => ("sha1NotAccepted", "is a SHA-1 hash: hash with SHA-256"),
        HashShape.Sha256OfEmpty => ("hashOfEmpty", "is the SHA-256 of an empty value: leave the row out"),
        _ => ("notHashed", $"is no SHA-256, which has {Sha256Digits} hexadecimal digits: hash the trimmed address in lower case"),
    };
}
