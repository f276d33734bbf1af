using System.Text;

namespace Activation.Import.Files;

/// <summary>The encodings that a source may declare: <see cref="SourceDefinition.Encoding"/>.</summary>
public static class FileEncodings
{
    public const string Utf8 = "utf-8";
    public const string Utf16 = "utf-16";
    public const string Windows1252 = "windows-1252";

    public static readonly IReadOnlyList<string> Names = [Utf8, Utf16, Windows1252];

    /// <summary>Bytes that are no text of the encoding become U+FFFD.</summary>
    internal static readonly Encoding WindowsLatin = CodePagesEncodingProvider.Instance.GetEncoding(1252) ?? Encoding.Latin1;

    internal static readonly Encoding PlainUtf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);

    internal static string NameOf(Encoding encoding) => encoding.CodePage switch
    {
        1200 or 1201 => Utf16,
        1252 => Windows1252,
        _ => Utf8,
    };
}
