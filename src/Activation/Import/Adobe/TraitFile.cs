using System.Globalization;
using Activation.Import.Files;

namespace Activation.Import.Adobe;

/// <summary>
/// A trait file of Audience Manager. It is read twice: which traits and keys it has shows only at its end, and none of them may be lost for
/// that.
/// </summary>
internal sealed class TraitFile : IRecordFile
{
    /// <summary>For <see cref="ImportFormat.Kind"/>.</summary>
    public const string FormatKind = "adobeTraits";

    private readonly AdobeLines lines;
    private readonly TraitColumns columns;
    private readonly LineLimit limit;
    private readonly AdobeIdClass idClass;
    private readonly TraitRecord record;

    private TraitFile(AdobeLines lines, TraitColumns columns, LineLimit limit, AdobeIdClass idClass, bool isOverwrite, IReadOnlyDictionary<string, string> mapping)
    {
        this.lines = lines;
        this.columns = columns;
        this.limit = limit;
        this.idClass = idClass;
        record = new TraitRecord(columns, isOverwrite);
        Mode = isOverwrite ? SourceMode.Replace : SourceMode.Upsert;
        Mapping = mapping;
    }

    public IReadOnlyList<string> Header => columns.Names;

    public ImportFormat Format => lines.Format;

    public IRecord Current => record;

    public ImportFailure? Failure => lines.Failure;

    public IReadOnlyList<ImportColumn> LeftOut => columns.LeftOut;

    public IReadOnlyDictionary<string, string>? Mapping { get; }

    public SourceMode? Mode { get; }

    /// <param name="content">Seekable, at its beginning.</param>
    public static async Task<(IRecordFile? File, ImportFailure? Failure)> OpenAsync(Stream content, FileInput input, AdobeFileName name, CancellationToken cancellationToken)
    {
        var (id, mapping) = AdobeMapping.OfTraits(name, input.Mapping);
        var idClass = AdobeMapping.ClassOf(name.DataProviders[0], mapping[id]);
        var columns = new TraitColumns(id);
        var limit = new LineLimit();
        var (survey, failure) = await AdobeLines.OpenAsync(new UnownedStream(content), input, FormatKind, cancellationToken);
        if (survey is null)
        {
            return (null, failure);
        }

        await using (survey)
        {
            while (await survey.ReadAsync(cancellationToken))
            {
                Survey(survey, idClass, name.IsOverwrite, columns, limit);
            }
        }

        content.Position = 0;
        var (lines, unreadable) = await AdobeLines.OpenAsync(content, input, FormatKind, cancellationToken);
        return lines is null ? (null, unreadable) : (new TraitFile(lines, columns, limit, idClass, name.IsOverwrite, mapping), null);
    }

    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (!await lines.ReadAsync(cancellationToken))
        {
            return false;
        }

        if (Split(lines, idClass, out var user, out var items) is { } reject)
        {
            record.Refuse(reject);
        }
        else if (!limit.Admits(user))
        {
            record.Refuse(new Reject(lines.Number, "id", "tooManyLines",
                string.Create(CultureInfo.InvariantCulture, $"The user has more than {LineLimit.MaxLines} lines in the file, and this is one of those beyond: put the user's items into fewer lines.")));
        }
        else
        {
            record.Read(lines.Number, user, items);
        }

        return true;
    }

    public ValueTask DisposeAsync() => lines.DisposeAsync();

    private static void Survey(AdobeLines lines, AdobeIdClass idClass, bool isOverwrite, TraitColumns columns, LineLimit limit)
    {
        if (Split(lines, idClass, out var user, out var text) is not null)
        {
            return;
        }

        limit.Count(user);
        var items = new TraitItems(text);
        while (items.MoveNext())
        {
            if (TraitRecord.Says(items.Current, isOverwrite))
            {
                columns.Add(items.Current);
            }
        }
    }

    private static Reject? Split(AdobeLines lines, AdobeIdClass idClass, out ReadOnlySpan<char> user, out ReadOnlySpan<char> items)
    {
        user = items = default;
        return lines.ByteCount > TraitRow.MaxLineBytes
            ? new Reject(lines.Number, "", "rowTooLarge", string.Create(CultureInfo.InvariantCulture, $"The line has more than {TraitRow.MaxLineBytes} bytes: put the user's items into several lines."))
            : lines.Problem ?? TraitRow.Split(lines.Number, lines.Text, idClass, out user, out items);
    }
}
