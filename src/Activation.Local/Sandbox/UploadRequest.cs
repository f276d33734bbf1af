using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Activation.Local.Sandbox;

/// <summary>A read body of `/{audience}/users`. Not a record: it holds values.</summary>
internal sealed class UploadRequest(IReadOnlyList<string> schema, IReadOnlyList<IReadOnlyList<string>> rows, UploadSession? session)
{
    private const int MaxRows = 10_000;

    public IReadOnlyList<string> Schema => schema;

    public IReadOnlyList<IReadOnlyList<string>> Rows => rows;

    public UploadSession? Session => session;

    public static bool TryRead(JsonElement body, [NotNullWhen(true)] out UploadRequest? request, [NotNullWhen(false)] out SandboxReply? refusal)
    {
        request = null;
        if (Property(body, "payload") is not { ValueKind: JsonValueKind.Object } payload)
        {
            refusal = GraphReply.Invalid("The parameter payload is required");
            return false;
        }

        List<string> schema = [];
        List<IReadOnlyList<string>> rows = [];
        refusal = ReadSession(body, out var session);
        refusal ??= ReadSchema(payload, out schema);
        refusal ??= ReadRows(payload, schema, out rows);
        if (refusal is not null)
        {
            return false;
        }

        request = new UploadRequest(schema, rows, session);
        return true;
    }

    private static SandboxReply? ReadSession(JsonElement body, out UploadSession? session)
    {
        session = null;
        if (Property(body, "session") is not { } given)
        {
            return null;
        }

        if (Property(given, "session_id") is not { ValueKind: JsonValueKind.Number } id || !id.TryGetInt64(out var number) || number <= 0
            || Property(given, "batch_seq") is not { ValueKind: JsonValueKind.Number } seq || !seq.TryGetInt32(out var batch) || batch < 1)
        {
            return GraphReply.Invalid("session must have a positive session_id and a batch_seq from 1");
        }

        session = new UploadSession(number, batch, Property(given, "last_batch_flag") is { ValueKind: JsonValueKind.True });
        return null;
    }

    private static SandboxReply? ReadSchema(JsonElement payload, out List<string> schema)
    {
        schema = [];
        if (Property(payload, "schema") is not { ValueKind: JsonValueKind.Array } given)
        {
            return GraphReply.Invalid("payload.schema must be an array");
        }

        foreach (var column in given.EnumerateArray())
        {
            if (column.ValueKind != JsonValueKind.String || column.GetString() is not { } name || !UploadSchema.IsKnown(name) || schema.Contains(name, StringComparer.Ordinal))
            {
                return GraphReply.Invalid("payload.schema has an unknown or repeated key");
            }

            schema.Add(name);
        }

        return schema.Count == 0 ? GraphReply.Invalid("payload.schema is empty")
            : !UploadSchema.IsWhole(schema) ? GraphReply.Invalid("DATA_PROCESSING_OPTIONS_COUNTRY and DATA_PROCESSING_OPTIONS_STATE come together with DATA_PROCESSING_OPTIONS")
            : null;
    }

    private static SandboxReply? ReadRows(JsonElement payload, List<string> schema, out List<IReadOnlyList<string>> rows)
    {
        rows = [];
        if (Property(payload, "data") is not { ValueKind: JsonValueKind.Array } given || given.GetArrayLength() is 0 or > MaxRows)
        {
            return GraphReply.Invalid("payload.data must be an array of 1 to 10000 rows");
        }

        foreach (var row in given.EnumerateArray())
        {
            if (row.ValueKind != JsonValueKind.Array || row.GetArrayLength() != schema.Count || !row.EnumerateArray().Zip(schema, (cell, column) => UploadSchema.Takes(column, cell)).All(fits => fits))
            {
                return GraphReply.Invalid("every row of payload.data must have one string for each key of payload.schema, and for LOOKALIKE_VALUE a number from 0 on");
            }

            rows.Add([.. row.EnumerateArray().Select(v => v.ToString())]);
        }

        return null;
    }

    private static JsonElement? Property(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;
}
