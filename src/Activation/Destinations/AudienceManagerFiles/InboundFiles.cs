using System.Globalization;
using Activation.Delivery;
using Activation.Destinations.FileStores;
using Activation.Import.Adobe;
using Activation.Profiles;

namespace Activation.Destinations.AudienceManagerFiles;

/// <summary>
/// The files of a batch, one for each kind of id: `date=yyyy-mm-dd/ftp_dpm_DPID[_TARGET]_TIMESTAMP(.sync|.overwrite).SPLIT[.gz]` of lines `{user}&lt;TAB&gt;d_sid={trait}`, or
/// `d_unsid=` for who leaves. Their names are the same in every attempt and no other batch has them. Pure.
/// </summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/implementation-integration-guides/sending-audience-data/batch-data-transfer-process/inbound-file-contents</remarks>
internal sealed class InboundFiles
{
    public const string Sync = "sync";
    public const string Overwrite = "overwrite";
    public const string NotWritable = "idNotWritable";
    public const string NoDataSource = "noDataSource";

    private const int BatchesPerSecond = 10_000;

    private readonly DestinationBatch batch;
    private readonly AudienceManagerFilesSettings settings;
    private readonly List<DataFile> files = [];
    private readonly SortedDictionary<int, string> rejected = [];
    private readonly HashSet<int> written = [];

    private InboundFiles(DestinationBatch batch, AudienceManagerFilesSettings settings)
    {
        this.batch = batch;
        this.settings = settings;
    }

    public IReadOnlyList<DataFile> Files => files;

    /// <summary>Members with an id that Audience Manager refuses, or with none that it is to get.</summary>
    public IReadOnlyList<RejectedRow> Rejected => [.. rejected.Select(r => new RejectedRow(r.Key, r.Value))];

    public static InboundFiles Of(DestinationBatch batch, AudienceManagerFilesSettings settings)
    {
        var inbound = new InboundFiles(batch, settings);
        foreach (var (identifier, _) in AdobeDpids.Kinds)
        {
            if (settings.DpidOf(identifier) is { } dpid)
            {
                inbound.Add(identifier, dpid);
            }
        }

        for (var index = 0; index < batch.Rows.Count; index++)
        {
            if (!inbound.written.Contains(index))
            {
                inbound.rejected.TryAdd(index, NoDataSource);
            }
        }

        return inbound;
    }

    private void Add(string identifier, string dpid)
    {
        var idClass = identifier == Identifiers.Ecid ? AdobeIdClass.Adobe : AdobeIds.ClassOf(long.Parse(dpid, CultureInfo.InvariantCulture));
        var item = $"{(batch.Operation == BatchOperation.Add ? "d_sid" : "d_unsid")}={batch.AudienceId}";
        var known = new HashSet<string>(StringComparer.Ordinal);
        var lines = new List<string>();
        foreach (var (index, row) in batch.Rows.Index())
        {
            foreach (var id in row[identifier].Select(i => AdobeDpids.Form(identifier, i)))
            {
                if (FaultOf(idClass, id) is { } fault)
                {
                    rejected.TryAdd(index, fault);
                    written.Add(index);
                    continue;
                }

                written.Add(index);
                if (known.Add(id))
                {
                    lines.Add($"{id}\t{item}");
                }
            }
        }

        if (lines.Count == 0)
        {
            return;
        }

        var root = Root(dpid);
        var extension = batch is { IsFull: true, Operation: BatchOperation.Add } && settings.OverwritesWhenFull ? $".{Overwrite}" : $".{Sync}";
        files.Add(DataFile.Of($"{root}{extension}.{Split()}", $"{root}.{Split()}{extension}", lines, settings.IsGzip));
    }

    private static string? FaultOf(AdobeIdClass idClass, string id) =>
        id.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)) ? NotWritable : AdobeIds.Check(idClass, id)?.Code;

    private string Root(string dpid)
    {
        var time = batch.Id.Run.Time ?? batch.At;
        var folder = settings.HasDateFolder ? $"date={time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}/" : "";
        var target = dpid == settings.Company ? "" : $"_{settings.Company}";
        return string.Create(CultureInfo.InvariantCulture, $"{folder}ftp_dpm_{dpid}{target}_{time.ToUnixTimeSeconds() + (batch.Id.Number / BatchesPerSecond):D10}");
    }

    /// <summary>
    /// Tells apart what shares a second and a data source: the run's millisecond, the trait's place in the settings, the batch. At most 999,989,999, so that it is an integer to
    /// whoever reads it; further batches go on with the next second, which keeps names in the order of batches.
    /// </summary>
    private string Split()
    {
        var millisecond = (batch.Id.Run.Time ?? batch.At).Millisecond;
        return ((((millisecond * 100L) + settings.PositionOf(batch.AudienceId)) * BatchesPerSecond) + (batch.Id.Number % BatchesPerSecond)).ToString(CultureInfo.InvariantCulture);
    }
}
