using System.Text;
using Activation.Delivery;
using Activation.Profiles;

namespace Activation.Destinations.Target;

/// <summary>
/// The batch file: a header, then the id and the one attribute of each member. Target ignores empty values, so leaving is a value of its own. Names and values
/// are URL-encoded, which leaves no comma, line break or `&amp;` in them.
/// </summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/target-dev/developer/api/profile-apis/profile-bulk-api#batch-file</remarks>
internal static class TargetBatchFile
{
    public static byte[] Write(TargetSettings settings, DestinationBatch batch)
    {
        var value = batch.Operation == BatchOperation.Add ? "in" : "out";
        var text = new StringBuilder(64 + (batch.Rows.Count * 48)).Append("batch=").Append(settings.IdType).Append(',').Append(settings.Attribute).Append('_').Append(Uri.EscapeDataString(batch.AudienceId));
        foreach (var id in batch.Rows.SelectMany(r => r[Identifiers.ExternalId]).Where(settings.Takes))
        {
            text.Append('\n').Append(Uri.EscapeDataString(id)).Append(',').Append(value);
        }

        return Encoding.ASCII.GetBytes(text.Append('\n').ToString());
    }
}
