using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Activation.Local.Sandbox;

/// <summary>`/{audience}/users`, `/{audience}/usersreplace` and `/{audience}/sessions`. Rows that are not valid are counted and sampled; the others are applied.</summary>
internal sealed class AudienceUploads(SandboxState state, SandboxPlatform platform)
{
    public SandboxReply Handle(Audience audience, GraphRequest request)
    {
        if (!UploadRequest.TryRead(request.Body, out var upload, out var refusal))
        {
            return refusal;
        }

        if (request.Operation != "remove" && audience.HasValues != upload.Schema.Contains(UploadSchema.Value, StringComparer.Ordinal))
        {
            return GraphReply.Invalid(audience.HasValues ? "(#100) Value-Based Custom Audience requires LOOKALIKE_VALUE attribute" : "(#100) LOOKALIKE_VALUE is for value-based audiences");
        }

        if ((RefuseReplacement(audience, upload.Session, request.Operation == "replace") ?? RefuseSession(audience, upload.Session)) is { } sessionRefusal)
        {
            return sessionRefusal;
        }

        var samples = new JsonObject();
        var rows = new List<IReadOnlyList<string>>(upload.Rows.Count);
        var values = new List<double>();
        var value = upload.Schema.ToList().IndexOf(UploadSchema.Value);
        var invalid = 0;
        foreach (var row in upload.Rows)
        {
            var keys = KeysOf(upload.Schema, row);
            if ((UploadSchema.Refusal(upload.Schema, row) ?? (platform.RefusesRow?.Invoke(keys) == true ? "invalid" : null)) is not { } reason)
            {
                rows.Add(keys);
                if (value >= 0)
                {
                    values.Add(double.Parse(row[value], NumberStyles.Float, CultureInfo.InvariantCulture));
                }

                continue;
            }

            invalid++;
            if (samples.Count < platform.InvalidSamples)
            {
                samples[JsonSerializer.Serialize(row)] = reason;
            }
        }

        if (rows.Any(row => platform.RefusesCallFor?.Invoke(row) == true))
        {
            return GraphReply.Invalid("Invalid parameter");
        }

        var before = upload.Session is { } session ? state.FindSession(audience.AdAccount, session.Id)?.Received ?? 0 : 0;
        state.Commit(new SandboxEvent
        {
            Kind = request.Operation switch { "add" => SandboxEventKind.Add, "remove" => SandboxEventKind.Remove, _ => SandboxEventKind.Replace },
            Target = audience.Id,
            Rows = rows,
            Values = value >= 0 ? values : null,
            Session = upload.Session,
            Received = upload.Rows.Count,
            Invalid = invalid,
        });
        return GraphReply.Ok(new JsonObject
        {
            ["audience_id"] = audience.Id,
            ["session_id"] = (upload.Session?.Id ?? 0).ToString(CultureInfo.InvariantCulture),
            ["num_received"] = before + upload.Rows.Count,
            ["num_invalid_entries"] = invalid,
            ["invalid_entry_samples"] = samples.Count == 0 ? new JsonArray() : samples,
        });
    }

    /// <summary>Takes people out of all audiences of an ad account: `/act_{id}/usersofanyaudience`.</summary>
    public SandboxReply Erase(GraphRequest request)
    {
        if (!UploadRequest.TryRead(request.Body, out var upload, out var refusal))
        {
            return refusal;
        }

        var valid = upload.Rows.Where(row => UploadSchema.Refusal(upload.Schema, row) is null).Select(row => (IReadOnlyList<string>)KeysOf(upload.Schema, row)).ToList();
        foreach (var audience in state.Audiences.Where(a => a.AdAccount == request.Node).ToList())
        {
            state.Commit(new SandboxEvent { Kind = SandboxEventKind.Remove, Target = audience.Id, Rows = valid, Received = upload.Rows.Count, Invalid = upload.Rows.Count - valid.Count });
        }

        return GraphReply.Ok(new JsonObject { ["account_id"] = request.Node, ["num_received"] = upload.Rows.Count, ["num_invalid_entries"] = upload.Rows.Count - valid.Count, ["invalid_entry_samples"] = new JsonArray() });
    }

    /// <remarks>All values are text, as in https://github.com/facebook/facebook-java-business-sdk/issues/492.</remarks>
    public SandboxReply Progress(Audience audience, GraphRequest request) =>
        long.TryParse(request.Query["session_id"], NumberStyles.None, CultureInfo.InvariantCulture, out var id) && state.FindSession(audience.AdAccount, id) is { } progress
            ? GraphReply.Ok(new JsonObject
            {
                ["data"] = new JsonArray(new JsonObject
                {
                    ["session_id"] = Text(id),
                    ["start_time"] = "1757326241",
                    ["end_time"] = progress.IsFinished ? "1757326841" : "0",
                    ["num_received"] = Text(progress.Received),
                    ["num_matched"] = Text(progress.IsFinished ? progress.Received - progress.Invalid : -1),
                    ["num_invalid_entries"] = Text(progress.Invalid),
                    ["progress"] = progress.IsFinished ? "100" : "0",
                    ["stage"] = progress.IsFinished ? "finished" : "uploading",
                }),
            })
            : GraphReply.Ok(new JsonObject { ["data"] = new JsonArray() });

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A replacement is a session, and until its last batch nothing else changes the audience.</summary>
    /// <remarks>https://developers.facebook.com/docs/marketing-api/audiences/guides/custom-audiences#replace-api</remarks>
    private static SandboxReply? RefuseReplacement(Audience audience, UploadSession? session, bool isReplacement) =>
        isReplacement && session is null ? GraphReply.Invalid("The parameter session is required")
        : audience.Replacing is { } open && (!isReplacement || session?.Id != open || session.Batch == 1)
            ? GraphReply.Error(2650, "Failed to update the custom audience: an update is in progress", 1870145)
        : null;

    private SandboxReply? RefuseSession(Audience audience, UploadSession? session)
    {
        var known = session is null ? null : state.FindSession(audience.AdAccount, session.Id);
        return session is null ? null
            : known is { IsFinished: true } ? GraphReply.Error(2650, "Failed to update the custom audience: the session has finished", 1870159)
            : session.Batch > 1 && known is null ? GraphReply.Error(2650, "Failed to update the custom audience: the session has no batch 1", 1870147)
            : null;
    }

    private static List<string> KeysOf(IReadOnlyList<string> schema, IReadOnlyList<string> row)
    {
        var keys = new List<string>();
        for (var i = 0; i < schema.Count; i++)
        {
            if (row[i].Length > 0 && UploadSchema.IsMatching(schema[i]))
            {
                keys.Add($"{schema[i]}:{row[i]}");
            }
        }

        return keys;
    }
}
