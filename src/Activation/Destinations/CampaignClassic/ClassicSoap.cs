using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Activation.Destinations.CampaignClassic;

/// <summary>
/// Writes calls as Campaign's documents show them, and reads its answers. Parameters are known by their order; the first is a session token, which the bearer token stands for.
/// </summary>
/// <remarks>
/// https://experienceleague.adobe.com/en/docs/campaign-classic/using/configuring-campaign-classic/api/about-web-services, …/api/data-oriented-apis, …/api/business-oriented-apis and
/// https://experienceleague.adobe.com/en/docs/campaign-classic/using/technotes/ims/ims-migration
/// </remarks>
internal static class ClassicSoap
{
    private static readonly XNamespace Envelope = "http://schemas.xmlsoap.org/soap/envelope/";

    private static readonly XmlWriterSettings Utf8 = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), CheckCharacters = false };

    private static readonly XmlReaderSettings Plain = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CheckCharacters = false };

    /// <param name="where">Null: all.</param>
    /// <param name="most">Rows.</param>
    public static ClassicCall Query(string schema, string? where, int most, params IEnumerable<string> fields) => Call(
        "xtk:queryDef", "ExecuteQuery",
        ("entity", new XElement(
            "queryDef", new XAttribute("operation", "select"), new XAttribute("schema", schema), new XAttribute("lineCount", most),
            new XElement("select", fields.Select(f => new XElement("node", new XAttribute("expr", f)))),
            where is null ? null : new XElement("where", new XElement("condition", new XAttribute("expr", where))))));

    /// <summary>Named by the interface: to `xtk:session#Write` Campaign answers that there is no such method.</summary>
    /// <remarks>https://github.com/adobe/acc-js-sdk/blob/main/CHANGELOG.md, version 0.1.23</remarks>
    public static ClassicCall Write(XElement document) => Call("xtk:persist", "Write", ("domDoc", document));

    /// <summary>A recipient that is none is not made.</summary>
    public static ClassicCall Subscribe(string service, string recipient) =>
        Call("nms:subscription", "Subscribe", ("strServiceName", Named(service)), ("elemRecipient", Recipient(recipient)), ("bCreate", "false"));

    /// <summary>Who is no recipient or does not subscribe stays as it is, without an error.</summary>
    public static ClassicCall Unsubscribe(string service, string recipient) =>
        Call("nms:subscription", "Unsubscribe", ("strServiceName", Named(service)), ("elemRecipient", Recipient(recipient)));

    /// <summary>What stands in the body of an answer; null if it is no SOAP.</summary>
    public static XElement? Read(byte[] answer)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(answer), Plain);
            return XDocument.Load(reader).Root?.Element(Envelope + "Body")?.Elements().FirstOrDefault();
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>Without a service, Campaign would put the recipient on its denylist; with a comma, it would be several.</summary>
    private static string Named(string service) =>
        service.Length > 0 && !service.Contains(',', StringComparison.Ordinal) ? service : throw new ArgumentException("A subscription is to one service.", nameof(service));

    private static XElement Recipient(string id) => new("recipient", new XAttribute("_key", "@id"), new XAttribute("id", id));

    private static ClassicCall Call(string schema, string method, params IEnumerable<(string Name, object Value)> parameters)
    {
        XNamespace own = $"urn:{schema}";
        var envelope = new XElement(
            Envelope + "Envelope", new XAttribute(XNamespace.Xmlns + "soapenv", Envelope.NamespaceName), new XAttribute(XNamespace.Xmlns + "urn", own.NamespaceName),
            new XElement(Envelope + "Header"),
            new XElement(Envelope + "Body", new XElement(own + method, new XElement(own + "sessiontoken"), parameters.Select(p => new XElement(own + p.Name, p.Value)))));
        using var body = new MemoryStream();
        using (var writer = XmlWriter.Create(body, Utf8))
        {
            new XDocument(envelope).Save(writer);
        }

        return new ClassicCall(schema, method, body.ToArray());
    }
}
