using System.Globalization;
using System.Text.Json;
using Activation.Destinations.FileStores;
using Activation.Profiles;

namespace Activation.Destinations.AudienceManagerFiles;

/// <summary>What files are named after, parsed.</summary>
internal sealed class AudienceManagerFilesSettings : FileSetSettings
{
    private const int MaxTraits = 99;

    private readonly AdobeDpids dpids;
    private readonly IReadOnlyList<KeyValuePair<string, string>> traits;

    public AudienceManagerFilesSettings(DestinationAccount account)
        : base(account)
    {
        dpids = new AdobeDpids(account);
        traits = AudienceCodes.Read(account, "traitIds");
        if (traits.Count > MaxTraits || traits.Any(t => t.Value.Length > 12 || !t.Value.All(char.IsAsciiDigit)))
        {
            throw ProblemException.Invalid("invalidDestination", "settings.traitIds", string.Create(CultureInfo.InvariantCulture, $"settings.traitIds names at most {MaxTraits} traits by their ids, which are numbers."));
        }

        Company = FileStoreSettings.Require(account, "dpid");
        HasDateFolder = account.Setting("store") != FileStoreSettings.Sftp;
        IsGzip = Flag("gzip", fallback: true);
        HasControlFile = Flag("controlFile", fallback: false);
        OverwritesWhenFull = account.Setting("fullAs") == InboundFiles.Overwrite;
    }

    public string Company { get; }

    /// <summary>At Audience Manager's own bucket, files of a day share a folder.</summary>
    public bool HasDateFolder { get; }

    public bool IsGzip { get; }

    public bool HasControlFile { get; }

    public bool OverwritesWhenFull { get; }

    /// <summary>Null: the sync has none.</summary>
    public string? TraitOf(SyncId sync) => traits.FirstOrDefault(t => t.Key == sync.Value).Value;

    /// <summary>Where the trait stands in the setting; -1 if it does not.</summary>
    public int PositionOf(string trait) => traits.Index().Where(t => t.Item.Value == trait).Select(t => (int?)t.Index).FirstOrDefault() ?? -1;

    /// <summary>The data source of an identifier's ids; null if Audience Manager is not to get them.</summary>
    public string? DpidOf(string identifier) => identifier switch
    {
        Identifiers.Ecid => Account.Setting("ecidDpid"),
        Identifiers.ExternalId => dpids.Find(identifier) ?? Company,
        _ => dpids.Find(identifier),
    };

    private bool Flag(string setting, bool fallback) =>
        Account.Settings.TryGetProperty(setting, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : fallback;
}
