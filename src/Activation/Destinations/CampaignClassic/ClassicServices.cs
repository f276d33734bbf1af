using System.Xml.Linq;
using Activation.Destinations.Adobe;

namespace Activation.Destinations.CampaignClassic;

/// <summary>Finds, makes, renames and deletes services, which are known by their internal names; the label is what people see.</summary>
/// <remarks>
/// https://experienceleague.adobe.com/en/docs/campaign-classic/using/configuring-campaign-classic/api/data-oriented-apis; what a service is made of:
/// https://github.com/adobe/acc-js-sdk, sample of xtk:builder#InstallPackage
/// </remarks>
internal sealed class ClassicServices(ClassicClient client)
{
    private const string Schema = "nms:service";

    private static DestinationResult Missing => new(DestinationOutcome.AudienceMissing, "serviceMissing", "The service no longer exists at Campaign; it is made anew.");

    /// <summary>The service; <see cref="DestinationOutcome.AudienceMissing"/> if there is none.</summary>
    public async Task<(DestinationResult Result, XElement? Service)> FindAsync(ClassicSettings settings, string name, CancellationToken cancellationToken)
    {
        var (result, services) = await client.QueryAsync(settings, Schema, $"@name = '{name}'", 1, ["@name", "@label"], cancellationToken);
        return result.Outcome != DestinationOutcome.Success ? (result, null) : services is [var service, ..] ? (result, service) : (Missing, null);
    }

    public async Task<EnsureAudienceResult> EnsureAsync(ClassicSettings settings, AudienceSpec spec, CancellationToken cancellationToken)
    {
        var (name, label) = (spec.KnownId ?? ServiceName.Of(spec.Sync), ServiceName.LabelOf(spec));
        var (result, service) = await FindAsync(settings, name, cancellationToken);
        if (service is not null)
        {
            return new EnsureAudienceResult(service.Attribute("label")?.Value == label ? result : await WriteAsync(settings, name, [Operation("update"), new XAttribute("label", label)], cancellationToken), name);
        }

        if (result.Outcome != DestinationOutcome.AudienceMissing || spec.KnownId is not null)
        {
            return new EnsureAudienceResult(result, null);
        }

        var made = await WriteAsync(settings, name, [new XAttribute("label", label), Folder("folder", settings.Folder), Folder("visitorFolder", "nmsVisitor")], cancellationToken);
        return new EnsureAudienceResult(made, made.Outcome == DestinationOutcome.Success ? name : null);
    }

    /// <summary>A service that is gone already is no failure.</summary>
    public async Task<DestinationResult> DeleteAsync(ClassicSettings settings, string name, CancellationToken cancellationToken)
    {
        var (result, service) = await FindAsync(settings, name, cancellationToken);
        return service is not null ? await WriteAsync(settings, name, [Operation("delete")], cancellationToken)
            : result.Outcome == DestinationOutcome.AudienceMissing ? DestinationResult.Success
            : result;
    }

    private static XAttribute Operation(string operation) => new("_operation", operation);

    private static XElement Folder(string link, string name) => new(link, Operation("none"), new XAttribute("name", name));

    /// <summary>Written twice, it is there once: the name is the key.</summary>
    private async Task<DestinationResult> WriteAsync(ClassicSettings settings, string name, IReadOnlyList<XObject> content, CancellationToken cancellationToken)
    {
        var service = new XElement("service", new XAttribute("xtkschema", Schema), new XAttribute("_key", "@name"), new XAttribute("name", name), content);
        var result = await client.SendAsync(settings, ClassicSoap.Write(service), cancellationToken);
        return result.Outcome == DestinationOutcome.Refused
            ? result with { Outcome = DestinationOutcome.Stop, Message = "Campaign refused to make, rename or delete the service. Check folderName and the rights of the technical account, and whether anything uses the service." }
            : result;
    }
}
