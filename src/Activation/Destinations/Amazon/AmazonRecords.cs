using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Activation.Delivery;

namespace Activation.Destinations.Amazon;

/// <summary>
/// The body of `/amc/audiences/records`. A member is one record by our profile id; several values of an identifier are several hashed records in it. A record that takes somebody out
/// says nothing of consent, which may be why.
/// </summary>
/// <remarks>https://advertising.amazon.com/API/docs/en-us/guides/amazon-marketing-cloud/audiences/advertiser-audiences</remarks>
internal static class AmazonRecords
{
    /// <returns>Null if there is nobody in it.</returns>
    public static byte[]? Write(IReadOnlyList<MemberRow> members, BatchOperation operation, string audienceId, AmazonSettings settings)
    {
        var buffer = new ArrayBufferWriter<byte>(256 + (members.Count * 512));
        using var json = new Utf8JsonWriter(buffer);
        var isEmpty = true;
        json.WriteStartObject();
        if (settings.ConnectionId is { } connection)
        {
            json.WriteStartObject("targetResource");
            json.WriteString("connectionId", connection);
            json.WriteEndObject();
        }

        json.WriteNumber("audienceId", long.Parse(audienceId, NumberStyles.None, CultureInfo.InvariantCulture));
        json.WriteStartArray("records");
        foreach (var member in members)
        {
            var hashed = AmazonType.Fields.Max(f => member[f.Key].Count);
            if (hashed > 0)
            {
                isEmpty = false;
                WriteRecord(json, member, Math.Min(hashed, AmazonType.MaxHashed), operation, settings);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return isEmpty ? null : buffer.WrittenSpan.ToArray();
    }

    private static void WriteRecord(Utf8JsonWriter json, MemberRow member, int hashed, BatchOperation operation, AmazonSettings settings)
    {
        json.WriteStartObject();
        json.WriteString("externalUserId", member.Profile.ToString());
        json.WriteString("countryCode", settings.CountryCode);
        json.WriteString("action", operation == BatchOperation.Add ? "CREATE" : "DELETE");
        json.WriteStartArray("hashedPII");
        for (var i = 0; i < hashed; i++)
        {
            json.WriteStartObject();
            foreach (var (identifier, field) in AmazonType.Fields)
            {
                var values = member[identifier];
                if (i < values.Count)
                {
                    json.WriteString(field, values[i]);
                }
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (operation == BatchOperation.Add)
        {
            WriteConsent(json, member, settings);
        }

        json.WriteEndObject();
    }

    /// <summary>Only a consent that was given is ever said, and both of them belong together. Of people outside of the area in which it is asked for, it may be neither given nor refused.</summary>
    private static void WriteConsent(Utf8JsonWriter json, MemberRow member, AmazonSettings settings)
    {
        json.WriteStartObject("userConsent");
        json.WriteStartObject("geo");
        json.WriteString("countryCode", settings.CountryCode);
        json.WriteEndObject();
        if (settings.SaysConsent && AmazonType.Consents.All(c => member.Enrichment.Consents.Contains(c, StringComparer.Ordinal)))
        {
            json.WriteStartObject("consent");
            json.WriteStartObject("amzn");
            json.WriteString("amznAdStorage", "GRANTED");
            json.WriteString("amznUserData", "GRANTED");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
