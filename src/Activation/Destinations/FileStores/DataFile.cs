using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Activation.Destinations.FileStores;

/// <summary>A file to be put. Not a record: it holds ids.</summary>
/// <param name="path">Folders and name.</param>
/// <param name="sequence">As <see cref="FileRecord.Sequence"/>; empty for a file of none.</param>
/// <param name="content">As it is transferred.</param>
/// <param name="lines">Of its text, a header included; each ends in a newline.</param>
internal sealed class DataFile(string path, string sequence, byte[] content, int lines)
{
    public string Path => path;

    public string Sequence => sequence;

    public byte[] Content => content;

    public int Lines => lines;

    /// <summary>Of what is transferred, in lower-case hex digits.</summary>
    public string Md5 => Convert.ToHexStringLower(CryptographicOperations.HashData(HashAlgorithmName.MD5, content));

    /// <param name="isGzip">Compressed, with `.gz` behind its name.</param>
    public static DataFile Of(string path, string sequence, IReadOnlyList<string> lines, bool isGzip)
    {
        using var content = new MemoryStream();
        using (var compressed = isGzip ? new GZipStream(content, CompressionLevel.Optimal, leaveOpen: true) : null)
        using (var writer = new StreamWriter(compressed ?? (Stream)content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true))
        {
            foreach (var line in lines)
            {
                writer.Write(line);
                writer.Write('\n');
            }
        }

        return new DataFile(isGzip ? $"{path}.gz" : path, sequence, content.ToArray(), lines.Count);
    }
}
