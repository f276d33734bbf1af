using System.Net.Http.Headers;
using System.Xml;
using System.Xml.Linq;

namespace Activation.Local.Sandbox.Doubles.Adobe;

/// <summary>A call of the SOAP interface of Campaign Classic as its stand-in sees it. Not a record: it holds values.</summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/campaign-classic/using/configuring-campaign-classic/api/about-web-services</remarks>
internal sealed class SoapCall
{
    private static readonly XNamespace Envelope = "http://schemas.xmlsoap.org/soap/envelope/";

    private readonly IReadOnlyList<XElement> parameters;

    private SoapCall(string action, IReadOnlyList<XElement> parameters)
    {
        Action = action;
        this.parameters = parameters;
    }

    /// <summary>As `xtk:queryDef#ExecuteQuery`.</summary>
    public string Action { get; }

    /// <summary>Null unless it is SOAP, with the header that names the method and an empty session token before the parameters.</summary>
    public static SoapCall? Read(DoubleRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.Http.ContentType, out var type) || type.MediaType != "text/xml" || Body(request.Body) is not { } method
            || request.Header("SOAPAction") is not { Length: > 0 } action || $"urn:{action}" != $"{method.Name.NamespaceName}#{method.Name.LocalName}"
            || method.Elements().ToList() is not [{ Name.LocalName: "sessiontoken", IsEmpty: true }, .. var parameters])
        {
            return null;
        }

        return new SoapCall(action, parameters);
    }

    public int Count => parameters.Count;

    /// <summary>A parameter that is a text; empty if it is absent.</summary>
    public string Text(int index) => index < parameters.Count && !parameters[index].HasElements ? parameters[index].Value : "";

    /// <summary>A parameter that is a document; null if it is something else, or another one.</summary>
    public XElement? Document(int index, string name) => index < parameters.Count && parameters[index].Elements().ToList() is [var document] && document.Name == name ? document : null;

    public SandboxReply Answer(XElement? content = null)
    {
        var method = Action[(Action.IndexOf('#', StringComparison.Ordinal) + 1)..];
        XNamespace own = $"urn:{Action[..Action.IndexOf('#', StringComparison.Ordinal)]}";
        return Reply(new XElement(own + $"{method}Response", content is null ? null : new XElement(own + "pdomOutput", content)));
    }

    /// <summary>Campaign says what went wrong in an answer with status 200.</summary>
    public static SandboxReply Fault(string text) => Reply(new XElement(Envelope + "Fault", new XElement("faultcode", "SOAP-ENV:Server"), new XElement("faultstring", "Error while executing the method."), new XElement("detail", text)));

    private static SandboxReply Reply(XElement body) => new(200, null)
    {
        Text = new XElement(Envelope + "Envelope", new XAttribute(XNamespace.Xmlns + "SOAP-ENV", Envelope.NamespaceName), new XElement(Envelope + "Body", body)).ToString(SaveOptions.DisableFormatting),
        ContentType = "text/xml",
    };

    private static XElement? Body(byte[] bytes)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(bytes), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return XDocument.Load(reader).Root is { } root && root.Name == Envelope + "Envelope" && root.Element(Envelope + "Body")?.Elements().ToList() is [var method] ? method : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
