using System.Buffers;
using System.Globalization;
using System.Text;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Activation.Storage;

namespace Activation.Import.Files;

/// <summary>Streams `imports/{importId}/rejects.csv`; the blob appears when this is completed, and only if there was a reject.</summary>
internal sealed class RejectsFile(ActivationStorage storage, ImportId import) : IAsyncDisposable
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    private StreamWriter? writer;

    public static string BlobName(ImportId import) => $"{import}/rejects.csv";

    public async Task WriteAsync(IReadOnlyList<Reject> rejects, CancellationToken cancellationToken)
    {
        if (rejects.Count == 0)
        {
            return;
        }

        if (writer is null)
        {
            var blob = storage.Container(StorageNames.Imports).GetBlockBlobClient(BlobName(import));
            var options = new BlockBlobOpenWriteOptions { HttpHeaders = new BlobHttpHeaders { ContentType = "text/csv; charset=utf-8" } };
            writer = new StreamWriter(await blob.OpenWriteAsync(overwrite: true, options, cancellationToken), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            await writer.WriteAsync("line,column,code,message\n".AsMemory(), cancellationToken);
        }

        foreach (var reject in rejects)
        {
            await writer.WriteAsync(Format(reject).AsMemory(), cancellationToken);
        }
    }

    /// <summary>Ends the file; before the receipt, so that who sees a receipt finds its rejects.</summary>
    public async Task CompleteAsync()
    {
        if (writer is not null)
        {
            await writer.DisposeAsync();
            writer = null;
        }
    }

    /// <summary>Without <see cref="CompleteAsync"/> the blocks sent so far are never committed.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal static string Format(Reject reject) =>
        string.Create(CultureInfo.InvariantCulture, $"{reject.Line},{Escape(reject.Column)},{reject.Code},{Escape(reject.Message)}\n");

    private static string Escape(string text)
    {
        // A column's name is the file's own text: a spreadsheet must not take it for a formula.
        var safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' ? "'" + text : text;
        return safe.AsSpan().ContainsAny(Special) ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
