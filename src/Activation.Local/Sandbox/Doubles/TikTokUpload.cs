using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Activation.Local.Sandbox.Doubles;

/// <summary>A body of `segment/mapping/`, read strictly.</summary>
internal sealed record TikTokUpload(bool IsAdd, IReadOnlyList<string> Advertisers, IReadOnlyList<TikTokUploadRow> Rows)
{
    private const int MaxBytesOfId = 200;

    private static readonly HashSet<string> IdTypes = new(["IDFA_MD5", "AAID_MD5", "IDFA_SHA256", "AAID_SHA256", "EMAIL_SHA256", "PHONE_SHA256"], StringComparer.OrdinalIgnoreCase);

    public IReadOnlyCollection<string> Audiences { get; } = Rows.SelectMany(r => r.Audiences).ToHashSet(StringComparer.Ordinal);

    public static bool TryRead(JsonElement body, [NotNullWhen(true)] out TikTokUpload? upload, [NotNullWhen(false)] out string? fault)
    {
        upload = null;
        fault = null;
        var rows = new List<TikTokUploadRow>();
        if (!body.Has(["advertiser_ids", "id_schema", "batch_data"], "action") || body.Texts("advertiser_ids") is not { } advertisers)
        {
            fault = "advertiser_ids, id_schema and batch_data are required, and nothing else is known.";
        }
        else if (body.Value("action") is not ("" or "add" or "delete"))
        {
            fault = "action: Must be one of: add, delete.";
        }
        else if (body.Texts("id_schema") is not { } schema || !schema.All(IdTypes.Contains) || schema.Distinct(StringComparer.OrdinalIgnoreCase).Count() != schema.Count)
        {
            fault = "id_schema: Known id types, each once.";
        }
        else if (body.Items("batch_data") is not { Count: > 0 } data || !data.All(row => TryReadRow(row, schema, rows)))
        {
            fault = "batch_data: A row has a slot for each id type, an empty object or an id with audience_ids.";
        }
        else
        {
            upload = new TikTokUpload(body.Value("action") != "delete", advertisers, rows);
        }

        return upload is not null;
    }

    private static bool TryReadRow(JsonElement row, IReadOnlyList<string> schema, List<TikTokUploadRow> rows)
    {
        if (row.ValueKind != JsonValueKind.Array || row.GetArrayLength() != schema.Count)
        {
            return false;
        }

        var keys = new List<string>();
        var audiences = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < schema.Count; i++)
        {
            var slot = row[i];
            if (slot.Has([]))
            {
                continue;
            }

            var isSha256 = schema[i].EndsWith("_SHA256", StringComparison.OrdinalIgnoreCase);
            if (!slot.Has(["id", "audience_ids"]) || slot.Texts("audience_ids") is not { } ids || slot.Value("id") is not { Length: > 0 and <= MaxBytesOfId } id || (isSha256 && !JsonFields.IsSha256(id)))
            {
                return false;
            }

            keys.Add($"{schema[i].ToUpperInvariant()}:{id}");
            audiences.UnionWith(ids);
        }

        rows.Add(new TikTokUploadRow(keys, audiences));
        return keys.Count > 0;
    }
}

internal sealed record TikTokUploadRow(IReadOnlyList<string> Keys, IReadOnlySet<string> Audiences);
