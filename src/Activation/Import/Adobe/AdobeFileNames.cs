using System.Globalization;

namespace Activation.Import.Adobe;

/// <summary>
/// Names of inbound files of Audience Manager: `ftp_dpm_DPID[_TARGET]_TIMESTAMP(.sync|.overwrite)[.SPLIT][.gz]`
/// https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/implementation-integration-guides/sending-audience-data/batch-data-transfer-process/inbound-s3-filenames
/// and `[adobe_id_][c2c_id_]MASTER_DPID_…_TIMESTAMP.sync[.SPLIT][.gz]`
/// https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/implementation-integration-guides/sending-audience-data/batch-data-transfer-process/id-sync-file-based .
/// Pure.
/// </summary>
internal static class AdobeFileNames
{
    private const string Traits = "ftp_dpm_";
    private const string IdSync = "adobe_id_";
    private const string CrossDevice = "c2c_id_";

    /// <summary>Digits of a time in seconds, from the year 2001 on.</summary>
    private const int TimestampDigits = 10;

    /// <param name="path">Folders before the name say nothing.</param>
    /// <returns>The name's parts, or which of them is at fault.</returns>
    public static (AdobeFileName? Name, ImportFailure? Failure) Parse(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        if (name.EndsWith(".pgp", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".gpg", StringComparison.OrdinalIgnoreCase))
        {
            return Fault("extension", "is that of an encrypted file: drop it decrypted");
        }

        var isTraits = name.StartsWith(Traits, StringComparison.Ordinal);
        var rest = isTraits ? name[Traits.Length..] : Without(name, IdSync);
        var isCrossDevice = !isTraits && rest.StartsWith(CrossDevice, StringComparison.Ordinal);
        rest = isCrossDevice ? rest[CrossDevice.Length..] : rest;
        if (rest.Length == name.Length)
        {
            return Fault("prefix", $"is not known: begin with {Traits}, {IdSync} or {CrossDevice}");
        }

        var parts = rest.Split('.');
        var parsed = new AdobeFileName
        {
            Kind = isTraits ? AdobeFileKind.Traits : AdobeFileKind.IdSync,
            DataProviders = [],
            Timestamp = default,
            IsCrossDevice = isCrossDevice,
        };
        var (extended, failure) = ReadExtensions(parsed, parts.AsSpan(1));
        return extended is null ? (null, failure) : ReadNumbers(extended, parts[0].Split('_'));
    }

    private static (AdobeFileName? Name, ImportFailure? Failure) ReadExtensions(AdobeFileName name, ReadOnlySpan<string> extensions)
    {
        if (extensions is [.., "gz"])
        {
            name = name with { IsGzip = true };
            extensions = extensions[..^1];
        }

        if (extensions is [_, var split, ..])
        {
            if (extensions.Length > 2 || !int.TryParse(split, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return Fault("split number", "is not a whole number: nothing but it and .gz may follow the mode");
            }

            name = name with { Split = number };
        }

        return extensions switch
        {
            ["sync", ..] => (name, null),
            ["overwrite", ..] when name.Kind == AdobeFileKind.Traits => (name with { IsOverwrite = true }, null),
            ["overwrite", ..] => Fault("mode", "is .overwrite, which ID synchronization does not have: use .sync"),
            _ => Fault("mode", name.Kind == AdobeFileKind.Traits ? "is neither .sync nor .overwrite" : "is not .sync"),
        };
    }

    private static (AdobeFileName? Name, ImportFailure? Failure) ReadNumbers(AdobeFileName name, string[] parts)
    {
        if (parts[^1].Length != TimestampDigits || !long.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return Fault("timestamp", "is not the time in seconds since 1970 (UTC), which has 10 digits");
        }

        var ids = new List<long>();
        for (var i = 0; i < parts.Length - 1; i++)
        {
            if (!long.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                return Fault($"data provider id number {i + 1}", "is not a whole number");
            }

            ids.Add(id);
        }

        name = name with { Timestamp = DateTimeOffset.FromUnixTimeSeconds(seconds) };
        return name.Kind == AdobeFileKind.Traits ? ReadOwner(name, ids) : ReadColumns(name, ids);
    }

    private static (AdobeFileName? Name, ImportFailure? Failure) ReadOwner(AdobeFileName name, List<long> ids) => ids switch
    {
        [AdobeDataSources.Adobe, ..] => Fault("data provider id", "is 0, which only ID synchronization files may name"),
        [var device] when AdobeDataSources.IsDevice(device) =>
            Fault("target data owner", "is missing: a file of device ids names the company after the data provider id"),
        [var own] => (name with { DataProviders = [own] }, null),
        [var own, var target] => (name with { DataProviders = [own], Target = target }, null),
        [] => Fault("data provider id", "is missing"),
        _ => Fault("target data owner", "is followed by further ids: a trait file has one data provider id and one target at most"),
    };

    private static (AdobeFileName? Name, ImportFailure? Failure) ReadColumns(AdobeFileName name, List<long> ids) =>
        ids.Count < 2 ? Fault("list of data provider ids", "has less than two: name the master, then those whose ids are linked to it")
        : ids.Distinct().Count() < ids.Count ? Fault("list of data provider ids", "names one twice")
        : (name with { DataProviders = ids }, null);

    private static string Without(string text, string prefix) => text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text;

    private static (AdobeFileName? Name, ImportFailure? Failure) Fault(string part, string problem) =>
        (null, new ImportFailure("adobeFileName", $"The {part} of the file's name {problem}. Trait files are named ftp_dpm_DPID[_TARGET]_TIMESTAMP.sync or .overwrite, "
            + "ID synchronization files adobe_id_DPID_DPID_TIMESTAMP.sync or c2c_id_DPID_DPID_TIMESTAMP.sync; each may end in .SPLIT and .gz."));
}
