using System.Collections.Frozen;
using System.Text.Json;
using Activation.Destinations.FileStores;
using static Activation.Destinations.ServerFiles.TemplateNode;

namespace Activation.Destinations.ServerFiles;

/// <summary>Templates and names, parsed.</summary>
internal sealed class ServerFilesSettings : FileSetSettings
{
    public const string Milliseconds = "milliseconds";
    public const string Seconds = "seconds";

    /// <summary>Of a file, before its split number.</summary>
    public const string Extension = ".sync";

    private readonly FrozenDictionary<string, string> segments;

    public ServerFilesSettings(DestinationAccount account)
        : base(account)
    {
        Dpids = new AdobeDpids(account);
        segments = AudienceCodes.BySync(account, "segmentIds");
        IsGzip = !account.Settings.TryGetProperty("gzip", out var gzip) || gzip.ValueKind != JsonValueKind.False;
        LinesPerFile = account.Settings.TryGetProperty("linesPerFile", out var lines) && lines.ValueKind == JsonValueKind.Number ? lines.GetInt32() : int.MaxValue;
        FilesPerBatch = ((ServerFilesType.MaxBatch - 1) / LinesPerFile) + 1;
        HasMilliseconds = account.Setting("timestamp") != Seconds;
        Texts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["SYNC_TYPE"] = account.Setting("store") switch { FileStoreSettings.Sftp => "ftp", FileStoreSettings.S3 => "s3", _ => "http" },
            ["ORDER_ID"] = account.Setting("orderId") ?? "",
            ["DPID"] = account.Setting("dpid") ?? "",
            ["PID"] = account.Setting("pid") ?? "",
            ["PIDALIAS"] = account.Setting("pidAlias") ?? "",
        };
        Folder = TemplateParser.Parse(account.Setting("folder") ?? ServerFilesType.DefaultFolder, "folder", TemplateMacros.OfNames);
        var name = account.Setting("fileName") ?? DefaultName(account);
        FileName = TemplateParser.Parse(name.EndsWith(Extension, StringComparison.Ordinal) ? name[..^Extension.Length] : throw Invalid("fileName", $"must end in {Extension}"), "fileName", TemplateMacros.OfNames);
        HasBatch = FileName.Concat(Folder).OfType<Macro>().Any(m => m.Name == TemplateMacros.Batch);
        Header = account.Setting("header") is { } header ? TemplateParser.Parse(header, "header", TemplateMacros.OfHeaders) : null;
        Row = TemplateParser.Parse(account.Setting("row") ?? ServerFilesType.DefaultRow, "row", TemplateMacros.OfRows);
        CheckNames();
    }

    public IReadOnlyList<TemplateNode> Folder { get; }

    /// <summary>Without <see cref="Extension"/>.</summary>
    public IReadOnlyList<TemplateNode> FileName { get; }

    public IReadOnlyList<TemplateNode>? Header { get; }

    public IReadOnlyList<TemplateNode> Row { get; }

    public AdobeDpids Dpids { get; }

    /// <summary>Macros that are the same for all files.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; }

    public bool HasMilliseconds { get; }

    public bool IsGzip { get; }

    public int LinesPerFile { get; }

    /// <summary>Split numbers that each batch has of each kind of id.</summary>
    public int FilesPerBatch { get; }

    /// <summary>Names tell batches apart by themselves.</summary>
    public bool HasBatch { get; }

    public string SegmentOf(string audience) => segments.GetValueOrDefault(audience, audience);

    /// <summary>`[SYNC_TYPE][_DID][_MASTER_DPID][_PID_ALIAS][_SYNC-MODE][_TIMESTAMP]`, of what the settings have.</summary>
    private static string DefaultName(DestinationAccount account) => string.Join('_', new[]
    {
        "<SYNC_TYPE>", account.Setting("orderId") is null ? null : "<ORDER_ID>", "<MASTER_DPID>", account.Setting("pidAlias") is null ? null : "<PIDALIAS>", "<SYNC_MODE>", "<TIMESTAMP>",
    }.OfType<string>()) + Extension;

    /// <summary>No two files may have one name: of two kinds of ids, two audiences, two runs. Split numbers tell the batches of a run apart.</summary>
    private void CheckNames()
    {
        IReadOnlyList<TemplateNode> nodes = [.. Folder, .. FileName];
        if (nodes.OfType<Literal>().Any(l => l.Text.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_' or '=' or '/'))) || FileName.OfType<Literal>().Any(l => l.Text.Contains('/', StringComparison.Ordinal)))
        {
            throw Invalid("fileName", "and settings.folder may have letters, digits, '.', '-', '_', '=' and macros; folders are separated by '/'");
        }

        if (Folder.OfType<Literal>().Any(l => l.Text.Split('/').Contains("..", StringComparer.Ordinal)))
        {
            throw Invalid("folder", "must not lead upwards");
        }

        var macros = nodes.OfType<Macro>().ToList();
        if (!macros.Exists(m => m.Name == TemplateMacros.MasterDpid) || !macros.Exists(m => m.Name == TemplateMacros.AudienceId))
        {
            throw Invalid("fileName", $"or settings.folder must have <{TemplateMacros.MasterDpid}> and <{TemplateMacros.AudienceId}>, or files would overwrite each other");
        }

        if (!macros.Exists(m => m.Name == TemplateMacros.Timestamp))
        {
            throw Invalid("fileName", $"or settings.folder must have <{TemplateMacros.Timestamp}>, or runs would overwrite each other");
        }
    }

    private static ProblemException Invalid(string setting, string what) => ProblemException.Invalid("invalidDestination", $"settings.{setting}", $"settings.{setting} {what}.");
}
