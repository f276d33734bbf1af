using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Activation.Local.Sandbox.Doubles.Adobe;

/// <summary>
/// An instance of Campaign Classic, whose recipients have the attributes `account` and `emailSha256`. It knows a recipient for every value of these, except for those that a test
/// wants refused as `account:…` or `emailSha256:…`.
/// </summary>
/// <remarks>
/// https://experienceleague.adobe.com/en/docs/campaign-classic/using/configuring-campaign-classic/api/data-oriented-apis and
/// https://experienceleague.adobe.com/en/docs/campaign-classic/using/configuring-campaign-classic/api/business-oriented-apis
/// </remarks>
internal sealed partial class CampaignClassicDouble(DoubleAudiences audiences, SandboxOptions options) : PlatformDouble
{
    private const string Account = "sandbox";
    private const string Folder = "nmsSetOfServices";

    private static readonly string[] Fields = ["@id", "@account", "@emailSha256"];

    public override string Name => "campaignclassic";

    public override void Map(DoubleRoutes routes)
    {
        routes.MapToken("/ims/token/v3", options);
        routes.Map("POST", "/nl/jsp/soaprouter.jsp", Describe, Handle);
    }

    private DoubleCall Describe(DoubleRequest request) => SoapCall.Read(request) switch
    {
        { Action: "nms:subscription#Subscribe" } call => new DoubleCall("add", Find(call.Text(0))?.Id, 1),
        { Action: "nms:subscription#Unsubscribe" } call => new DoubleCall("remove", Find(call.Text(0))?.Id, 1),
        { Action: "xtk:persist#Write" } call => new DoubleCall(call.Document(0, "service")?.Attribute("_operation")?.Value switch { "delete" => "delete", "update" => "rename", _ => "create" }),
        { Action: "xtk:queryDef#ExecuteQuery" } call when call.Document(0, "queryDef")?.Element("where") is null => new DoubleCall("check"),
        _ => new DoubleCall("get"),
    };

    private SandboxReply Handle(DoubleRequest request)
    {
        if (request.Bearer != options.AccessToken)
        {
            return new SandboxReply(403, null) { Text = "XSV-350012 Invalid login or password. Connection denied.", ContentType = "text/plain" };
        }

        return SoapCall.Read(request) switch
        {
            { Action: "xtk:queryDef#ExecuteQuery", Count: 1 } call when call.Document(0, "queryDef") is { } query => Query(call, query),
            { Action: "xtk:persist#Write", Count: 1 } call when call.Document(0, "service") is { } service => Write(call, service),
            { Action: "nms:subscription#Subscribe", Count: 3 } call when call.Text(2) == "false" => Change(call, audiences.Add),
            { Action: "nms:subscription#Unsubscribe", Count: 2 } call => Change(call, audiences.Remove),
            _ => SoapCall.Fault("SOP-330011 Error while executing the method."),
        };
    }

    private SandboxReply Query(SoapCall call, XElement query)
    {
        var where = query.Element("where")?.Element("condition")?.Attribute("expr")?.Value;
        var fields = query.Element("select")?.Elements("node").Select(n => n.Attribute("expr")?.Value ?? "").ToList() ?? [];
        return (query.Attribute("operation")?.Value, query.Attribute("schema")?.Value) switch
        {
            ("select", "nms:service") when where is not null && ByName().Match(where) is { Success: true } name && fields is ["@name", "@label"] =>
                call.Answer(new XElement("service-collection", Find(name.Groups["name"].Value) is { } service ? Row("service", ("name", service.Description), ("label", service.Name)) : null)),
            ("select", "nms:recipient") when fields.Except(Fields).FirstOrDefault() is { } unknown => SoapCall.Fault($"XTK-170036 Unable to parse expression '{unknown}'."),
            ("select", "nms:recipient") when where is null => call.Answer(new XElement("recipient-collection")),
            ("select", "nms:recipient") when where.Split(" or ").Select(part => ByValues().Match(part)).ToList() is var parts && parts.TrueForAll(p => p.Success) =>
                call.Answer(new XElement("recipient-collection", parts.SelectMany(p => Recipients(p.Groups["field"].Value, p.Groups["value"].Captures.Select(v => v.Value))))),
            _ => SoapCall.Fault("XTK-170006 Unable to parse expression."),
        };
    }

    private IEnumerable<XElement> Recipients(string field, IEnumerable<string> values) =>
        from value in values.Distinct(StringComparer.Ordinal)
        let key = $"{field}:{value}"
        where !audiences.Refuses([key])
        select Row("recipient", ("id", Convert.ToHexStringLower(Encoding.UTF8.GetBytes(key))), (field, value));

    private SandboxReply Write(SoapCall call, XElement service)
    {
        var (name, label) = (service.Attribute("name")?.Value ?? "", service.Attribute("label")?.Value);
        if (service.Attribute("xtkschema")?.Value != "nms:service" || service.Attribute("_key")?.Value != "@name" || name.Length is 0 or > 64 || label?.Length is 0 or > 128)
        {
            return SoapCall.Fault("XSV-350023 Unable to save document of type 'Services (nms:service)'.");
        }

        var found = Find(name);
        switch (service.Attribute("_operation")?.Value)
        {
            case "delete" when label is null && !service.HasElements:
                audiences.Delete(found?.Id ?? "");
                return call.Answer();
            case "update" when label is not null:
                audiences.Rename(found?.Id ?? "", label);
                return call.Answer();
            case null when label is not null && service.Element("folder") is { } folder && folder.Attribute("name")?.Value == Folder && folder.Attribute("_operation")?.Value == "none":
                _ = found ?? audiences.Find(audiences.Create(Account, label, name));
                return call.Answer();
            default:
                return SoapCall.Fault("XSV-350023 Unable to save document of type 'Services (nms:service)'.");
        }
    }

    private SandboxReply Change(SoapCall call, Action<string, IReadOnlyList<IReadOnlyList<string>>> change)
    {
        if (Find(call.Text(0)) is not { } service || call.Document(1, "recipient") is not { } recipient || recipient.Attribute("_key")?.Value != "@id" || KeyOf(recipient.Attribute("id")?.Value ?? "") is not { } key)
        {
            return SoapCall.Fault("SOP-330011 Error while executing the method.");
        }

        change(service.Id, [[key]]);
        return call.Answer();
    }

    private SandboxAudience? Find(string name) => audiences.List(Account).FirstOrDefault(a => a.Description == name);

    private static string? KeyOf(string id) => id.Length > 0 && id.Length % 2 == 0 && id.All(char.IsAsciiHexDigit) ? Encoding.UTF8.GetString(Convert.FromHexString(id)) : null;

    private static XElement Row(string name, params IEnumerable<(string Name, string Value)> attributes) => new(name, attributes.Select(a => new XAttribute(a.Name, a.Value)));

    [GeneratedRegex(@"^@name = '(?<name>[^']*)'\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ByName();

    [GeneratedRegex(@"^@(?<field>\w+) IN \('(?<value>[^'\\]*)'(, '(?<value>[^'\\]*)')*\)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ByValues();
}
