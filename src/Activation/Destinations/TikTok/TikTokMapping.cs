using System.Buffers;
using System.Text.Json;
using Activation.Delivery;

namespace Activation.Destinations.TikTok;

/// <summary>The body of `segment/mapping/`: a row has a slot for each id type of the schema, an empty object where it has no such id.</summary>
/// <remarks>https://business-api.tiktok.com/portal/docs?id=1739940585975809</remarks>
internal static class TikTokMapping
{
    public static byte[] Write(ColumnRows rows, string advertiserId, string audienceId, BatchOperation operation)
    {
        var buffer = new ArrayBufferWriter<byte>(256 + (rows.Rows.Count * rows.Columns.Count * 128));
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteStartArray("advertiser_ids");
        json.WriteStringValue(advertiserId);
        json.WriteEndArray();
        json.WriteString("action", operation == BatchOperation.Add ? "add" : "delete");
        json.WriteStartArray("id_schema");
        foreach (var column in rows.Columns)
        {
            json.WriteStringValue(column);
        }

        json.WriteEndArray();
        json.WriteStartArray("batch_data");
        foreach (var row in rows.Rows)
        {
            json.WriteStartArray();
            foreach (var cell in row)
            {
                WriteSlot(json, cell, audienceId);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteSlot(Utf8JsonWriter json, string? id, string audienceId)
    {
        json.WriteStartObject();
        if (id is not null)
        {
            json.WriteString("id", id);
            json.WriteStartArray("audience_ids");
            json.WriteStringValue(audienceId);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
