using System.Text;
using System.Text.RegularExpressions;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Destinations.CampaignClassic;

/// <summary>What an answer means. A fault's text may quote what was sent: only Campaign's codes in it are read. They come as a SOAP fault or as plain text, with any status.</summary>
/// <remarks>
/// Faults: https://experienceleague.adobe.com/en/docs/campaign-classic/using/configuring-campaign-classic/api/about-web-services#error-management; the codes of sessions and addresses:
/// https://github.com/adobe/acc-js-sdk (README, "Error Management"), of expressions: https://experienceleague.adobe.com/en/docs/experience-cloud/campaign/apis/limitations
/// </remarks>
internal static partial class ClassicErrors
{
    private const int MostText = 16 * 1024;

    private static readonly Dictionary<string, DestinationResult> ByCode = new[]
    {
        new DestinationResult(Reconnect, "XSV-350008", "Campaign says that the session is not valid. Check the credential and set the destination's secret."),
        new DestinationResult(Reconnect, "XSV-350012", "Campaign refused the technical account. Give its project the instance's product profile, and set the destination's clientId and clientSecret."),
        new DestinationResult(Stop, "XSV-350013", "Campaign takes no calls from this address. Add the app's outgoing addresses to the instance's allowlist (its security zone), then replay."),
        new DestinationResult(Stop, "XTK-170006", Expression),
        new DestinationResult(Stop, "XTK-170036", Expression),
    }.ToDictionary(r => r.Code, StringComparer.Ordinal);

    private const string Expression = "Campaign does not know a field of its recipients. Check externalIdField and emailHashField: they are names of attributes, without @.";

    /// <param name="answer">What element stands in the SOAP body; null if there is none.</param>
    public static DestinationResult Classify(HttpReply reply, string? answer, ClassicCall call, DateTimeOffset now)
    {
        if (reply.IsSuccess && answer == $"{call.Method}Response")
        {
            return DestinationResult.Success;
        }

        var codes = Code().Matches(Encoding.UTF8.GetString(reply.Body.AsSpan(0, Math.Min(reply.Body.Length, MostText)))).Select(m => m.Value).ToList();
        return codes.Select(c => ByCode.GetValueOrDefault(c)).FirstOrDefault(r => r is not null) is { } known ? known
            : answer == "Fault" && (reply.IsSuccess || reply.Status == 500) ? new DestinationResult(Refused, codes.FirstOrDefault("soapFault"), "Campaign refuses what it is sent.")
            : reply.IsSuccess ? PlatformClient.Unreadable
            : StatusRules.Classify(reply, "Campaign", now);
    }

    [GeneratedRegex(@"\b(XSV|XTK|SOP)-\d{6}\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();
}
