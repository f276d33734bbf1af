using System.Security.Cryptography;
using System.Text;

namespace Activation;

/// <summary>
/// One version of one dropped file: `{source}.{16 hex digits}`. Derived from the path and the ETag, so that every trigger,
/// sweep and retry that sees the same file names the same import, and a reused file name is a new one.
/// </summary>
public readonly record struct ImportId(string Value)
{
    public SourceId Source => new(Value[..Value.LastIndexOf('.')]);

    public static ImportId For(SourceId source, string path, string etag)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{path}\n{etag.Trim('"')}"), hash);
        return new ImportId($"{source}.{Convert.ToHexStringLower(hash[..8])}");
    }

    public static bool TryParse(string? text, out ImportId id)
    {
        id = default;
        var dot = text?.LastIndexOf('.') ?? -1;
        if (text is null || dot < 1 || !EntityName.IsValid(text[..dot]) || text.Length - dot != 17)
        {
            return false;
        }

        foreach (var c in text.AsSpan(dot + 1))
        {
            if (!char.IsAsciiHexDigitLower(c))
            {
                return false;
            }
        }

        id = new ImportId(text);
        return true;
    }

    public override string ToString() => Value;
}
