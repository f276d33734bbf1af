using System.Buffers;
using System.Text.Json;

namespace Activation.Destinations.Meta;

/// <summary>
/// The body of `/{audience}/users`, of `/{audience}/usersreplace` and of `/{ad account}/usersofanyaudience`. The schema is always an array: a schema as a string makes a different kind of data source, and mixing the two
/// is refused. Written at once into memory (10,000 rows of six hashes are 4 MB), because the call needs its Content-Length.
/// </summary>
internal static class MetaUsersBody
{
    /// <summary>A hash between quotes, with its comma.</summary>
    private const int HashCellBytes = 67;

    /// <param name="sessionId">Null: the call is no upload to an audience, and has no session.</param>
    public static ReadOnlyMemory<byte> Write(MetaRows rows, long? sessionId)
    {
        var buffer = new ArrayBufferWriter<byte>(1024 + (rows.Data.Count * (3 + (rows.Schema.Count * HashCellBytes))));
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        if (sessionId is { } session)
        {
            json.WriteStartObject("session");
            json.WriteNumber("session_id", session);
            json.WriteNumber("batch_seq", 1);
            json.WriteBoolean("last_batch_flag", true);
            json.WriteNumber("estimated_num_total", rows.Data.Count);
            json.WriteEndObject();
        }

        json.WriteStartObject("payload");
        json.WriteStartArray("schema");
        foreach (var column in rows.Schema)
        {
            json.WriteStringValue(column);
        }

        json.WriteEndArray();
        json.WriteStartArray("data");
        foreach (var row in rows.Data)
        {
            json.WriteStartArray();
            for (var i = 0; i < row.Length; i++)
            {
                if (MetaType.IsJson(rows.Schema[i]))
                {
                    json.WriteRawValue(row[i]);
                }
                else
                {
                    json.WriteStringValue(row[i]);
                }
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
