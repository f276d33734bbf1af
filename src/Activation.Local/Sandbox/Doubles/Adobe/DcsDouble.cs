using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;

namespace Activation.Local.Sandbox.Doubles.Adobe;

/// <summary>Audience Manager's data collection servers for the partner `sandbox`, whose data source of hashed emails is 12345 or `email-hashes`.</summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/api-and-sdk-code/dcs/dcs-api-reference/dcs-error-codes</remarks>
internal sealed partial class DcsDouble(NamedAudiences audiences) : PlatformDouble
{
    private const string Host = "sandbox.demdex.net";
    private const string Organization = "5DC5123F5245B1D20A490D46@AdobeOrg";
    private const int MostBytes = 32 * 1024;
    private const int MostOfNamespace = 3;

    public override string Name => "adobedcs";

    public override void Map(DoubleRoutes routes)
    {
        routes.Map("POST", "/event", request =>
        {
            var signal = SignalOf(Form(request));
            return signal is null ? new DoubleCall("check") : new DoubleCall(signal.Value.IsIn ? "add" : "remove", signal.Value.Audience, 1);
        }, Handle);
    }

    private SandboxReply Handle(DoubleRequest request)
    {
        if (request.Http.ContentType != "application/x-www-form-urlencoded" || request.Body.Length > MostBytes)
        {
            return Empty;
        }

        if (WrongEscape().IsMatch(Encoding.UTF8.GetString(request.Body)))
        {
            return Error(311);
        }

        var form = Form(request);
        string[] Fields(string name) => form.TryGetValue(name, out var values) ? [.. values.Select(v => v ?? "")] : [];
        if (Fields("d_rtbd") is not ["json"])
        {
            return new SandboxReply(200, null) { Text = "GIF89a", ContentType = "image/gif" };
        }

        if (request.Header("Host") != Host)
        {
            return Error(1);
        }

        if (Fields("d_orgid") is not [Organization])
        {
            return Error(2);
        }

        List<string> keys = [];
        foreach (var ecid in Fields("d_mid"))
        {
            if (!Ecid().IsMatch(ecid))
            {
                return Error(101);
            }

            keys.Add($"ECID:{ecid}");
        }

        foreach (var declared in Fields("d_cid").Concat(Fields("d_cid_ic")))
        {
            var (error, key) = Declared(declared);
            if (error != 0)
            {
                return Error(error);
            }

            keys.Add(key);
        }

        return keys.GroupBy(k => k.Split(':')[0]).Any(g => g.Count() > MostOfNamespace) ? Error(310) : Apply(keys, SignalOf(form));
    }

    private SandboxReply Apply(List<string> keys, (bool IsIn, string Audience)? signal)
    {
        if (keys.Count > 0 && audiences.Refuses(keys))
        {
            return Error(keys[0].StartsWith("ECID:", StringComparison.Ordinal) ? 101 : 303);
        }

        if (signal is { } given && keys.Count > 0)
        {
            if (given.IsIn)
            {
                audiences.Add(given.Audience, [keys]);
            }
            else
            {
                audiences.Remove(given.Audience, [keys]);
            }
        }

        return SandboxReply.Ok(new JsonObject
        {
            ["stuff"] = new JsonArray(), ["uuid"] = "22920112968019678612904394744954398990", ["dcs_region"] = 7, ["tid"] = "31ZpxW5bQGc=",
        });
    }

    private static (int Error, string Key) Declared(string declared)
    {
        var parts = declared.Split('\u0001');
        return parts switch
        {
            ["20914", var id] => Gaid().IsMatch(id) ? (0, $"GAID:{id}") : (312, ""),
            ["20915", var id] => Idfa().IsMatch(id) ? (0, $"IDFA:{id}") : (312, ""),
            ["12345" or "email-hashes", var id] => Hash().IsMatch(id) ? (0, $"EMAIL:{id}") : (300, ""),
            [_, _] => (302, ""),
            _ => (300, ""),
        };
    }

    private static SandboxReply Empty => SandboxReply.Ok(new JsonObject());

    private static SandboxReply Error(int code) => SandboxReply.Ok(new JsonObject { ["errors"] = new JsonArray(new JsonObject { ["code"] = code, ["msg"] = "As documented" }) });

    private static (bool IsIn, string Audience)? SignalOf(Dictionary<string, Microsoft.Extensions.Primitives.StringValues> form)
    {
        var signal = form.FirstOrDefault(f => f.Key.StartsWith("c_", StringComparison.Ordinal));
        return signal.Key is { } key && (key.EndsWith("_in", StringComparison.Ordinal) || key.EndsWith("_out", StringComparison.Ordinal))
            ? (key.EndsWith("_in", StringComparison.Ordinal), signal.Value.ToString())
            : null;
    }

    private static Dictionary<string, Microsoft.Extensions.Primitives.StringValues> Form(DoubleRequest request) => QueryHelpers.ParseQuery(Encoding.UTF8.GetString(request.Body));

    [GeneratedRegex("%(?![0-9A-Fa-f]{2})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WrongEscape();

    [GeneratedRegex("^[0-9]{38}\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Ecid();

    [GeneratedRegex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Gaid();

    [GeneratedRegex("^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Idfa();

    [GeneratedRegex("^[0-9a-f]{64}\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hash();
}
