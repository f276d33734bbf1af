using System.Globalization;
using System.Text.Json.Nodes;

namespace Activation.Local.Sandbox;

/// <summary>Custom audiences of ad accounts, as strict as Meta's.</summary>
/// <remarks>https://developers.facebook.com/docs/marketing-api/reference/custom-audience</remarks>
internal sealed class GraphApi(SandboxState state, SandboxOptions options, AudienceUploads uploads)
{
    private const int DefaultPage = 25;
    private const int MinimumAudience = 100;

    private static readonly HashSet<string> FileSources = new(
        ["USER_PROVIDED_ONLY", "PARTNER_PROVIDED_ONLY", "BOTH_USER_AND_PARTNER_PROVIDED"], StringComparer.Ordinal);

    public SandboxReply Handle(GraphRequest request)
    {
        lock (state.Gate)
        {
            return request.Operation switch
            {
                "check" => GraphReply.Ok(new JsonObject { ["id"] = $"act_{request.Node}", ["account_id"] = request.Node }),
                "list" => List(request),
                "create" => Create(request),
                "erase" => uploads.Erase(request),
                _ => state.Find(request.Node) is { } audience ? OfAudience(request, audience)
                    : state.IsDeleted(request.Node) ? GraphReply.Error(100, "(#100) The custom audience has been deleted", 1487366)
                    : GraphReply.NotFound(request.Node),
            };
        }
    }

    private SandboxReply OfAudience(GraphRequest request, Audience audience)
    {
        switch (request.Operation)
        {
            case "get":
                return GraphReply.Ok(Describe(audience, Fields(request)));
            case "rename":
                if (request.Text("name") is { Length: 0 })
                {
                    return GraphReply.Invalid("The parameter name is empty");
                }

                state.Commit(new SandboxEvent { Kind = SandboxEventKind.Rename, Target = audience.Id, Name = request.Text("name"), Description = request.Text("description") });
                return GraphReply.Saved;
            case "delete":
                state.Commit(new SandboxEvent { Kind = SandboxEventKind.Delete, Target = audience.Id });
                return GraphReply.Saved;
            case "session":
                return uploads.Progress(audience, request);
            default:
                return uploads.Handle(audience, request);
        }
    }

    private SandboxReply Create(GraphRequest request)
    {
        if (request.Text("name") is not { Length: > 0 } name)
        {
            return GraphReply.Invalid("The parameter name is required");
        }

        if (request.Text("subtype") != "CUSTOM" || request.Text("customer_file_source") is not { } source || !FileSources.Contains(source))
        {
            return GraphReply.Invalid("subtype must be CUSTOM and customer_file_source one of the known sources");
        }

        if (state.Audiences.Count(a => a.AdAccount == request.Node) >= options.MaxAudiences)
        {
            return GraphReply.Error(2654, "(#2654) The ad account has reached its limit of custom audiences");
        }

        var id = state.NextAudienceId;
        state.Commit(new SandboxEvent { Kind = SandboxEventKind.Create, Target = id, AdAccount = request.Node, Name = name, Description = request.Text("description"), HasValues = request.Flag("is_value_based") });
        return GraphReply.Ok(new JsonObject { ["id"] = id });
    }

    private SandboxReply List(GraphRequest request)
    {
        var limit = int.TryParse(request.Query["limit"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked is > 0 and <= 100 ? asked : DefaultPage;
        var after = request.Query["after"].ToString();
        var rest = state.Audiences.Where(a => a.AdAccount == request.Node && string.CompareOrdinal(a.Id, after) > 0).ToList();
        var page = rest.Take(limit).ToList();
        var fields = Fields(request);
        var reply = new JsonObject { ["data"] = new JsonArray([.. page.Select(a => (JsonNode)Describe(a, fields))]) };
        if (page.Count > 0)
        {
            reply["paging"] = new JsonObject { ["cursors"] = new JsonObject { ["before"] = page[0].Id, ["after"] = page[^1].Id } };
            if (rest.Count > page.Count)
            {
                // Meta repeats the token in this address; a client has no business to follow it to another host.
                reply["paging"]?.AsObject().Add("next", $"https://graph.invalid/act_{request.Node}/customaudiences?access_token=hidden&after={page[^1].Id}");
            }
        }

        return GraphReply.Ok(reply);
    }

    private static string[] Fields(GraphRequest request) => request.Query["fields"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static JsonObject Describe(Audience audience, IEnumerable<string> fields)
    {
        var node = new JsonObject { ["id"] = audience.Id };
        foreach (var field in fields)
        {
            node[field] = field switch
            {
                "id" => audience.Id,
                "name" => audience.Name,
                "description" => audience.Description,
                "account_id" => audience.AdAccount,
                "subtype" => "CUSTOM",
                "is_value_based" => audience.HasValues,
                "approximate_count_lower_bound" or "approximate_count_upper_bound" => audience.People.Count,
                "operation_status" => new JsonObject { ["code"] = 200, ["description"] = "Normal" },
                "delivery_status" when audience.People.Count < MinimumAudience => new JsonObject { ["code"] = 300, ["description"] = "Audience too small" },
                "delivery_status" => new JsonObject { ["code"] = 200, ["description"] = "Ready" },
                _ => null,
            };
        }

        return node;
    }
}
