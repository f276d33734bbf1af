using System.Text;
using Activation.Import.Files;
using Activation.Storage;

namespace Activation.Import.Adobe;

/// <summary>The lines of an inbound file of Audience Manager that are not blank. Holds raw personal data: nothing of it may be logged.</summary>
internal sealed class AdobeLines : IAsyncDisposable
{
    private readonly ByteLines lines;
    private char[] buffer = new char[4096];
    private int length;

    private AdobeLines(Stream content, ImportFormat format)
    {
        lines = new ByteLines(content);
        Format = format;
    }

    public ImportFormat Format { get; }

    /// <summary>The number (from 1) of the current line.</summary>
    public long Number => lines.Number;

    /// <summary>The bytes of the current line, without its end.</summary>
    public int ByteCount { get; private set; }

    /// <summary>The current line, without its end; valid until the next read.</summary>
    public ReadOnlySpan<char> Text => buffer.AsSpan(0, length);

    /// <summary>Why the current line is no text.</summary>
    public Reject? Problem { get; private set; }

    /// <summary>Why reading ended before the end of the file.</summary>
    public ImportFailure? Failure { get; private set; }

    /// <param name="content">Seekable, at its beginning.</param>
    /// <param name="kind">For <see cref="ImportFormat.Kind"/>.</param>
    public static async Task<(AdobeLines? Lines, ImportFailure? Failure)> OpenAsync(Stream content, FileInput input, string kind, CancellationToken cancellationToken)
    {
        var unpacked = await Unpacking.OpenAsync(content, input, cancellationToken);
        var (encoding, failure) = FileProbe.Inspect(unpacked.Content.Head);
        if (encoding is not null && encoding.CodePage != Encoding.UTF8.CodePage)
        {
            failure = new ImportFailure("wrongEncoding", "Files of Audience Manager are ASCII or UTF-8: save the file as UTF-8.");
        }

        if (failure is null)
        {
            return (new AdobeLines(unpacked.Content, new ImportFormat { Kind = kind, Compression = unpacked.Compression, Encoding = FileEncodings.Utf8 }), null);
        }

        await unpacked.Content.DisposeAsync();
        return (null, failure);
    }

    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await lines.ReadAsync(cancellationToken))
            {
                if (Take(lines.Line.Span))
                {
                    return true;
                }
            }
        }
        catch (Exception e) when (ReadFailures.Of(e) is { } failure)
        {
            Failure = failure;
        }

        return false;
    }

    public ValueTask DisposeAsync() => lines.DisposeAsync();

    /// <returns>False if the line is blank.</returns>
    private bool Take(ReadOnlySpan<byte> line)
    {
        line = lines.Number == 1 && line.StartsWith("\uFEFF"u8) ? line[3..] : line;
        line = line.EndsWith("\r"u8) ? line[..^1] : line;
        ByteCount = lines.IsTooLong ? int.MaxValue : line.Length;
        if (buffer.Length < line.Length)
        {
            buffer = new char[line.Length];
        }

        length = FileEncodings.PlainUtf8.GetChars(line, buffer);
        Problem = Text.ContainsAny('\uFFFD', '\0')
            ? new Reject(Number, "", "invalidEncoding", "The line holds bytes that are no text in UTF-8: save the file as UTF-8.")
            : null;
        return lines.IsTooLong || !Text.IsWhiteSpace();
    }
}
