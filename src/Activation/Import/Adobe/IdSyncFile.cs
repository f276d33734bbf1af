using Activation.Import.Files;
using Activation.Profiles;
using Activation.Storage;

namespace Activation.Import.Adobe;

/// <summary>An ID synchronization file of Audience Manager: each row holds the ids of one person, a column for each data provider of the name.</summary>
internal sealed class IdSyncFile : IRecordFile
{
    /// <summary>For <see cref="ImportFormat.Kind"/>.</summary>
    public const string FormatKind = "adobeIds";

    private readonly AdobeLines lines;
    private readonly AdobeIdClass[] classes;

    private IdSyncFile(AdobeLines lines, AdobeFileName name, IReadOnlyDictionary<string, string> mapping)
    {
        this.lines = lines;
        Header = [.. name.DataProviders.Select(AdobeMapping.ColumnOf)];
        Mapping = mapping;
        classes = [.. name.DataProviders.Select(d => ClassOf(d, mapping[AdobeMapping.ColumnOf(d)]))];
    }

    public IReadOnlyList<string> Header { get; }

    public ImportFormat Format => lines.Format;

    public IRecord Current { get; private set; } = new BufferedRecord(0, []);

    public ImportFailure? Failure => lines.Failure;

    public IReadOnlyList<ImportColumn> LeftOut => [];

    public IReadOnlyDictionary<string, string>? Mapping { get; }

    /// <summary>Links are added, whatever the source does with other files.</summary>
    public SourceMode? Mode => SourceMode.Upsert;

    /// <param name="content">Seekable, at its beginning.</param>
    public static async Task<(IRecordFile? File, ImportFailure? Failure)> OpenAsync(Stream content, FileInput input, AdobeFileName name, CancellationToken cancellationToken)
    {
        var (lines, failure) = await AdobeLines.OpenAsync(content, input, FormatKind, cancellationToken);
        return lines is null ? (null, failure) : (new IdSyncFile(lines, name, AdobeMapping.OfIds(name, input.Mapping)), null);
    }

    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (!await lines.ReadAsync(cancellationToken))
        {
            return false;
        }

        var problem = lines.ByteCount == int.MaxValue
            ? new Reject(lines.Number, "", "rowTooLarge", $"The row has more than {ByteLines.MaxLineBytes / 1024 / 1024} MB: shorten it.")
            : lines.Problem ?? IdSyncRow.Check(lines.Number, lines.Text, Header, classes);
        Current = problem is null ? new BufferedRecord(lines.Number, lines.Text.ToString().Split('\t')) : new BufferedRecord(lines.Number, [], 0, problem);
        return true;
    }

    public ValueTask DisposeAsync() => lines.DisposeAsync();

    /// <summary>A column of emails holds their hashes: plain addresses have no place in a file of ids.</summary>
    private static AdobeIdClass ClassOf(long dataProvider, string target) => target == Identifiers.Email ? AdobeIdClass.Hash : AdobeMapping.ClassOf(dataProvider, target);
}
