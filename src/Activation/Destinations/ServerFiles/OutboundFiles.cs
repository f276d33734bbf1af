using System.Globalization;
using Activation.Delivery;
using Activation.Destinations.FileStores;
using Activation.Profiles;

namespace Activation.Destinations.ServerFiles;

/// <summary>
/// The files of a batch: for each kind of id its part of the run's sequence. Their names are the same in every attempt and no other batch has them. Pure.
/// </summary>
internal sealed class OutboundFiles
{
    public const string NotWritable = "idNotWritable";

    private readonly DestinationBatch batch;
    private readonly ServerFilesSettings settings;
    private readonly List<DataFile> files = [];
    private readonly SortedSet<int> rejected = [];

    private OutboundFiles(DestinationBatch batch, ServerFilesSettings settings)
    {
        this.batch = batch;
        this.settings = settings;
    }

    public IReadOnlyList<DataFile> Files => files;

    /// <summary>Members with an id that would break its line.</summary>
    public IReadOnlyList<RejectedRow> Rejected => [.. rejected.Select(r => new RejectedRow(r, NotWritable))];

    public static OutboundFiles Of(DestinationBatch batch, ServerFilesSettings settings)
    {
        var outbound = new OutboundFiles(batch, settings);
        foreach (var (identifier, _) in AdobeDpids.Kinds)
        {
            outbound.Add(identifier);
        }

        return outbound;
    }

    private void Add(string identifier)
    {
        var lines = new List<string>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        var ofFile = ValuesOf(identifier);
        foreach (var (index, row) in batch.Rows.Index())
        {
            foreach (var id in row[identifier].Where(known.Add))
            {
                if (id.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '"' or '\\' or ','))
                {
                    rejected.Add(index);
                }
                else
                {
                    lines.Add(ValuesOf(ofFile, identifier, id, row).Write(settings.Row));
                }
            }
        }

        if (lines.Count == 0)
        {
            return;
        }

        var root = $"{ofFile.Write(settings.Folder)}/{ofFile.Write(settings.FileName)}";
        string[] header = settings.Header is { } template ? [ofFile.Write(template)] : [];
        foreach (var part in lines.Index().GroupBy(l => Math.Min(l.Index / settings.LinesPerFile, settings.FilesPerBatch - 1), l => l.Item))
        {
            files.Add(DataFile.Of($"{root}{Split(part.Key)}{ServerFilesSettings.Extension}", $"{root}{ServerFilesSettings.Extension}", [.. header, .. part], settings.IsGzip));
        }
    }

    /// <summary>The run's first file has none, the next 001. Every batch has numbers of its own; those that it does not need are left out.</summary>
    private string Split(int index)
    {
        var number = settings.HasBatch ? index : ((batch.Id.Number - 1L) * settings.FilesPerBatch) + index;
        return number == 0 ? "" : number.ToString("D3", CultureInfo.InvariantCulture);
    }

    private TemplateValues ValuesOf(string identifier)
    {
        var time = batch.Id.Run.Time ?? batch.At;
        return new TemplateValues
        {
            Time = time,
            Timestamp = settings.HasMilliseconds
                ? time.ToUnixTimeMilliseconds().ToString("D13", CultureInfo.InvariantCulture)
                : time.ToUnixTimeSeconds().ToString("D10", CultureInfo.InvariantCulture),
            Texts = new Dictionary<string, string>(settings.Texts, StringComparer.Ordinal)
            {
                [TemplateMacros.MasterDpid] = settings.Dpids.Of(identifier),
                [TemplateMacros.AudienceId] = batch.AudienceId,
                [TemplateMacros.Batch] = batch.Part == 0 ? batch.Id.RowKey : string.Create(CultureInfo.InvariantCulture, $"{batch.Id.RowKey}.{batch.Part}"),
                ["SYNC_MODE"] = batch.IsFull ? "full" : "iter",
            },
        };
    }

    private TemplateValues ValuesOf(TemplateValues ofFile, string identifier, string id, MemberRow row)
    {
        var own = AdobeDpids.Form(identifier, id);
        var adobe = identifier == Identifiers.Ecid ? own : row[Identifiers.Ecid] is [var first, ..] ? first : "";
        return new TemplateValues
        {
            Time = ofFile.Time,
            Timestamp = ofFile.Timestamp,
            Texts = new Dictionary<string, string>(ofFile.Texts, StringComparer.Ordinal) { ["DP_UUID"] = own, ["UUID"] = adobe, ["MCID"] = adobe },
            Lists = new Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>>(StringComparer.Ordinal)
            {
                [TemplateMacros.UserList] = [.. row[identifier].Select(i => new Dictionary<string, string>(StringComparer.Ordinal) { ["sid"] = AdobeDpids.Form(identifier, i) })],
                [batch.Operation == BatchOperation.Add ? TemplateMacros.Segments : TemplateMacros.RemovedSegments] = [Segment(ofFile.Time)],
            },
            Mappings = [.. row.Values.SelectMany(v => v.Value.Select(i => KeyValuePair.Create(settings.Dpids.Of(v.Key), AdobeDpids.Form(v.Key, i))))],
        };
    }

    private Dictionary<string, string> Segment(DateTimeOffset time)
    {
        var id = settings.SegmentOf(batch.AudienceId);
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["sid"] = id,
            ["alias"] = id,
            ["segmentId"] = id,
            ["csegid"] = id,
            ["type"] = "5",
            ["lastUpdateTime"] = time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        };
    }
}
