using System.Globalization;
using System.Text;
using System.Text.Json;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.HttpPush;

namespace Activation.Tests.Destinations.HttpPush;

public sealed class HttpPushBodyTests
{
    private static readonly DateTimeOffset Processed = new(2016, 7, 27, 16, 17, 42, TimeSpan.Zero);

    /// <summary>
    /// The example of Audience Manager's documentation, for what one request of ours holds of it: users known by the partner's ids, with one segment.
    /// https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/implementation-integration-guides/receiving-audience-data/real-time-outbound-transfers/real-time-outbound-transfers
    /// </summary>
    [Theory]
    [InlineData(BatchOperation.Add, "1")]
    [InlineData(BatchOperation.Remove, "0")]
    public void Of_PartnersIds_IsAsInAdobesExample(BatchOperation operation, string status)
    {
        var json = Write(operation, Member.Of("C-1", ("externalId", ["4250948725049857"])), Member.Of("C-2", ("externalId", ["848457757347734"])));

        json.ShouldBe("""
            {"ProcessTime":"Wed Jul 27 16:17:42 UTC 2016","User_DPID":"12345","Client_ID":"74323","AAM_Destination_Id":"423","User_count":"2","Users":[
            {"AAM_UUID":"","DataPartner_UUID":"4250948725049857","Segments":[{"Segment_ID":"14356","Status":"{status}","DateTime":"Wed Jul 27 16:17:22 UTC 2016"}]},
            {"AAM_UUID":"","DataPartner_UUID":"848457757347734","Segments":[{"Segment_ID":"14356","Status":"{status}","DateTime":"Wed Jul 27 16:17:22 UTC 2016"}]}]}
            """.ReplaceLineEndings("").Replace("{status}", status));
    }

    [Fact]
    public void Of_AdobesOwnId_StandsInItsField()
    {
        var user = JsonElement.Parse(Write(BatchOperation.Add, Member.Of("C-1", ("ecid", ["19393572368547369350319949416899715727"])))).GetProperty("Users")[0];

        user.GetProperty("AAM_UUID").GetString().ShouldBe("19393572368547369350319949416899715727");
        user.GetProperty("DataPartner_UUID").GetString().ShouldBe("");
    }

    [Fact]
    public void Sequence_OfBatches_RisesWithRunThenBatch()
    {
        string Of(string run, int batch) => new DestinationBatch(new BatchId(new RunId(run), batch), 1, "gold", "", BatchOperation.Add, [], Processed).Sequence;
        string[] rising = [Of("gold.20261124060000000t", 1), Of("gold.20261124060000000t", 2), Of("gold.20261124060000000t", 10), Of("gold.20261124060000001abc", 1)];

        rising.ShouldBe(rising.Order(StringComparer.Ordinal));
        rising.ShouldAllBe(s => s.Length == 19 && long.Parse(s, CultureInfo.InvariantCulture) > 0);
        rising[0].ShouldBe("1795500000000000001");
    }

    // printf '1795500000.{"a":1}' | openssl dgst -sha256 -hmac signing-secret -binary | base64
    [Fact]
    public void Sign_TwoKeys_HasBothSignatures() =>
        HttpPushSignature.Sign([Encoding.UTF8.GetBytes("signing-secret"), Encoding.UTF8.GetBytes("older-secret")], "1795500000", """{"a":1}"""u8.ToArray())
            .ShouldBe("OrJ64Tt09wX4MiA+tiloC/+xhtFmIHKGXZeU74f82lw=, DjsEm7a21EL1Ul78CRGv/pFCdBSt3Ymbv/wHFAolPwE=");

    // Key and message of Adobe's example, with SHA-256: printf 'POST message content' | openssl dgst -sha256 -hmac sample_partner_private_key -binary | base64
    [Fact]
    public void Sign_BodyAlone_IsAsAudienceManagerSigns() =>
        HttpPushSignature.Sign([Encoding.UTF8.GetBytes("sample_partner_private_key")], null, "POST message content"u8.ToArray()).ShouldBe("WJzevEtYmeOolVtcXGrcA3KKiTQMTZUfKzCw/ZNz9YU=");

    private static string Write(BatchOperation operation, params MemberRow[] rows)
    {
        var settings = new HttpPushSettings(new DestinationAccount(
            new DestinationId("push"),
            JsonElement.Parse("""{"url":"https://partner.example.com/users","clientId":"74323","destinationId":"423","customerDpid":"12345","segmentIds":"gold=14356"}"""),
            new Dictionary<string, string> { ["signingSecret"] = "signing-secret" }));
        var batch = new DestinationBatch(new BatchId(new RunId("gold.20160727161722000t"), 1), 1, "gold", "Gold", operation, rows, Processed);
        return Encoding.UTF8.GetString(HttpPushBody.Of(settings, HttpPushUsers.Of(rows, settings).ShouldHaveSingleItem(), batch));
    }
}
