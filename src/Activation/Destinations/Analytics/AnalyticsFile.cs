using System.Globalization;
using System.IO.Compression;
using System.Text;
using Activation.Delivery;
using Activation.Destinations.Adobe;
using Activation.Profiles;

namespace Activation.Destinations.Analytics;

/// <summary>
/// The file of a batch: CSV, compressed. Each identity is a hit of its own, a custom link that counts no page view, and says `{sync}:entered` or `{sync}:exited`.
/// No field can hold a comma or a quote.
/// </summary>
/// <remarks>https://developer.adobe.com/analytics-collection-apis/docs/methods/bulk-data-insertion/file-format</remarks>
internal static class AnalyticsFile
{
    private const string UserAgent = "Activation/0.1";
    private const string LinkName = "Audience membership";

    /// <returns>Null if none of the identities can be sent.</returns>
    public static byte[]? Write(AnalyticsSettings settings, DestinationBatch batch, DateTimeOffset now, RowOutcomes outcomes)
    {
        var text = new StringBuilder("timestamp,reportSuiteID,marketingCloudVisitorID,userAgent,linkType,linkName,").Append(settings.Variable);
        if (settings.CustomerIdType is { } type)
        {
            text.Append(CultureInfo.InvariantCulture, $",customerID.{type}.id,customerID.{type}.isMCSeed");
        }

        text.Append('\n');
        var time = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var value = $"{batch.AudienceId}:{(batch.Operation == BatchOperation.Add ? "entered" : "exited")}";
        var isEmpty = true;
        foreach (var identity in MemberIdentity.Of(batch.Rows))
        {
            var isEcid = identity.Identifier == Identifiers.Ecid;
            if (!isEcid && settings.CustomerIdType is null)
            {
                outcomes.Skip(identity.Row, "noCustomerIdType");
                continue;
            }

            isEmpty = false;
            outcomes.Take(identity.Row);
            text.Append(time).Append(',').Append(settings.ReportSuite).Append(',').Append(isEcid ? identity.Value : "").Append(',').Append(UserAgent).Append(",o,").Append(LinkName).Append(',').Append(value);
            if (settings.CustomerIdType is not null)
            {
                text.Append(isEcid ? ",," : $",{identity.Value},1");
            }

            text.Append('\n');
        }

        return isEmpty ? null : Compress(Encoding.ASCII.GetBytes(text.ToString()));
    }

    private static byte[] Compress(byte[] bytes)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return buffer.ToArray();
    }
}
