using System.Text;
using System.Text.RegularExpressions;

namespace Activation.Local.Sandbox.Doubles.Adobe;

/// <summary>Bulk profile updates of the client code `sandbox`, which demand the sandbox's access token.</summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/target-dev/developer/api/profile-apis/profile-bulk-api</remarks>
internal sealed partial class TargetDouble(NamedAudiences audiences, SandboxOptions options) : PlatformDouble
{
    private const int MostRows = 500_000;
    private const int MostBytes = 50 * 1024 * 1024;

    public override string Name => "target";

    public override void Map(DoubleRoutes routes)
    {
        routes.Map("POST", "/m2/{client}/v2/profile/batchUpdate", Describe, request => Update(request, "thirdPartyId"));
        routes.Map("POST", "/m2/{client}/profile/batchUpdate", Describe, request => Update(request, "pcId"));
        routes.Map("GET", "/m2/{client}/profile/batchStatus", request => new DoubleCall(request.Query("batchId") == "0" ? "check" : "get"), Status);
    }

    private static DoubleCall Describe(DoubleRequest request)
    {
        var file = FileOf(request);
        return file is { Rows.Count: > 0 } ? new DoubleCall(file.Rows[0].Value == "in" ? "add" : "remove", file.Audience, file.Rows.Count) : new DoubleCall("unknown");
    }

    private SandboxReply Update(DoubleRequest request, string idType)
    {
        if (request.Route("client") != "sandbox")
        {
            return new SandboxReply(404, null);
        }

        if (request.Bearer != options.AccessToken)
        {
            return new SandboxReply(401, null);
        }

        var isSent = request.Http.ContentType == "application/x-www-form-urlencoded" && request.Body.Length < MostBytes && !WrongEscape().IsMatch(Encoding.UTF8.GetString(request.Body));
        if (!isSent || FileOf(request) is not { Rows.Count: > 0 and <= MostRows } file || file.IdType != idType || file.Rows.Any(r => !IsId(idType, r.Id)))
        {
            return Failure("Unexpected error");
        }

        List<IReadOnlyList<string>> Keys(string value) => [.. file.Rows.Where(r => r.Value == value).Select(r => new[] { $"{idType}:{r.Id}" })];
        var (added, removed) = (Keys("in"), Keys("out"));
        if (added.Concat(removed).Any(audiences.Refuses))
        {
            return Failure("Unexpected error");
        }

        audiences.Add(file.Audience, added);
        audiences.Remove(file.Audience, removed);
        return Xml("<response><success>true</success><batchStatus>http://mboxedge45.tt.omtrdc.net/m2/sandbox/profile/batchStatus?batchId=sandbox-1701473848678-13029383</batchStatus><message>Batch submitted for processing</message></response>");
    }

    private SandboxReply Status(DoubleRequest request) =>
        request.Route("client") != "sandbox" ? new SandboxReply(404, null)
        : request.Query("batchId") == "0" && request.Bearer != options.AccessToken ? new SandboxReply(401, null)
        : Xml($"<response><batchId>{Uri.EscapeDataString(request.Query("batchId"))}</batchId><status>complete</status><batchSize>1</batchSize><consumedCount>1</consumedCount><successfulUpdates>1</successfulUpdates><profilesNotFound>0</profilesNotFound><failedUpdates>0</failedUpdates></response>");

    /// <summary>The file as Target reads it: cut off at the first `&amp;`, without empty values.</summary>
    private static BatchFile? FileOf(DoubleRequest request)
    {
        const string start = "batch=";
        var body = Encoding.UTF8.GetString(request.Body).Split('&')[0];
        if (!body.StartsWith(start, StringComparison.Ordinal))
        {
            return null;
        }

        var lines = body[start.Length..].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Length > 0 && lines[0].Split(',') is [("thirdPartyId" or "pcId") and var idType, var attribute]
            ? new BatchFile(idType, attribute[(attribute.IndexOf('_', StringComparison.Ordinal) + 1)..], [.. lines.Skip(1).Select(l => l.Split(',')).Where(c => c is [{ Length: > 0 }, { Length: > 0 }]).Select(c => (Decode(c[0]), Decode(c[1])))])
            : null;
    }

    /// <summary>https://experienceleague.adobe.com/en/docs/target-dev/developer/implementation/methods/bulk-profile-update-api</summary>
    private static bool IsId(string idType, string id) => idType == "pcId" || !id.AsSpan().ContainsAny('+', '/');

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static SandboxReply Failure(string message) => Xml($"<response><success>false</success><message>{message}</message></response>");

    private static SandboxReply Xml(string text) => new(200, null) { Text = text, ContentType = "text/xml" };

    [GeneratedRegex("%(?![0-9A-Fa-f]{2})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex WrongEscape();

    private sealed record BatchFile(string IdType, string Audience, IReadOnlyList<(string Id, string Value)> Rows);
}
