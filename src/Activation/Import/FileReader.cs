using Activation.Import.Columns;
using Activation.Import.Events;
using Activation.Import.Files;

namespace Activation.Import;

/// <summary>A file with its columns planned: the sampled records first, then the rest of the file.</summary>
internal sealed class FileReader : IAsyncDisposable
{
    /// <summary>The columns are decided by this many records, or this many characters of them.</summary>
    public const int SampleRecords = 1_000;

    public const int SampleCharacters = 4 * 1024 * 1024;

    private readonly IRecordFile file;
    private readonly Queue<BufferedRecord> sample;

    private FileReader(IRecordFile file, ColumnPlan plan, Queue<BufferedRecord> sample)
    {
        this.file = file;
        this.sample = sample;
        Plan = plan;
    }

    public ColumnPlan Plan { get; }

    public int ColumnCount => file.Header.Count;

    /// <summary>What the file turned out to be.</summary>
    public ImportFormat Format => file.Format;

    /// <summary>What the file says about the people whom it lists; null for the source's mode.</summary>
    public SourceMode? Mode => file.Mode;

    /// <summary>What the file has beside its columns, ignored; complete once everything is read.</summary>
    public IReadOnlyList<ImportColumn> LeftOut => file.LeftOut;

    /// <summary>Why reading ended before the end of the file.</summary>
    public ImportFailure? Failure => file.Failure;

    /// <param name="content">Seekable.</param>
    public static async Task<(FileReader? Reader, ImportFailure? Failure)> OpenAsync(
        Stream content, FileInput input, IReadOnlyDictionary<string, string> mapping, CancellationToken cancellationToken)
    {
        var (opened, failure) = await RecordFile.OpenAsync(content, input, cancellationToken);
        if (opened is null)
        {
            return (null, failure);
        }

        var records = new Queue<BufferedRecord>();
        var characters = 0;
        while (records.Count < SampleRecords && characters < SampleCharacters && await opened.ReadAsync(cancellationToken))
        {
            var record = BufferedRecord.Of(opened.Current, opened.Header.Count);
            characters += record.Fields.Sum(f => f.Length + 1);
            records.Enqueue(record);
        }

        string[][] sample = [.. records.Where(r => r.Problem is null).Select(r => r.Fields)];
        var (plan, problem) = input.Kind == SourceKind.Events
            ? EventColumnPlanner.Plan(opened.Header, mapping, sample)
            : ColumnPlanner.Plan(opened.Header, opened.Mapping ?? mapping, sample);
        if (plan is not null)
        {
            return (new FileReader(opened, input.Kind == SourceKind.Identity ? ColumnPlanner.LinksOnly(plan) : plan, records), null);
        }

        await opened.DisposeAsync();
        return (null, problem);
    }

    /// <summary>The next record, valid until the next read; null at the end, or where the rest cannot be read (<see cref="Failure"/>).</summary>
    public ValueTask<IRecord?> ReadAsync(CancellationToken cancellationToken)
    {
        if (sample.TryDequeue(out var record))
        {
            return new ValueTask<IRecord?>(record);
        }

        if (file.Failure is not null)
        {
            return default;
        }

        // Nearly every record is in memory already.
        var read = file.ReadAsync(cancellationToken);
        return read.IsCompletedSuccessfully ? new ValueTask<IRecord?>(read.Result ? file.Current : null) : AwaitAsync(read);
    }

    private async ValueTask<IRecord?> AwaitAsync(ValueTask<bool> read) => await read ? file.Current : null;

    public ValueTask DisposeAsync() => file.DisposeAsync();
}
