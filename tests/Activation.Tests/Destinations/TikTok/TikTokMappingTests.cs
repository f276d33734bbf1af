using System.Text;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.TikTok;

namespace Activation.Tests.Destinations.TikTok;

/// <remarks>https://business-api.tiktok.com/portal/docs?id=1739940585975809</remarks>
public sealed class TikTokMappingTests
{
    private static readonly string Email = Member.Hash("jane@example.com");

    private static readonly string Phone = Member.Hash("+1231234567");

    private static readonly string Device = Member.Hash("38400000-8cf0-11bd-b23e-10b96e40000d");

    [Fact]
    public void Write_Add_HasASlotForEachIdType()
    {
        var rows = ColumnRows.Of([Member.Of("C-1", ("email", ["jane@example.com"])), Member.Of("C-2", ("phone", ["+1231234567"]), ("mobileAdId", [Device]))], TikTokType.Columns);

        Encoding.UTF8.GetString(TikTokMapping.Write(rows, "7178918106775994370", "167290896", BatchOperation.Add)).ShouldBe(
            $$"""
            {"advertiser_ids":["7178918106775994370"],"action":"add","id_schema":["EMAIL_SHA256","PHONE_SHA256","IDFA_SHA256","AAID_SHA256"],"batch_data":[
            [{"id":"{{Email}}","audience_ids":["167290896"]},{},{},{}],
            [{},{"id":"{{Phone}}","audience_ids":["167290896"]},{"id":"{{Device}}","audience_ids":["167290896"]},{"id":"{{Device}}","audience_ids":["167290896"]}]]}
            """.ReplaceLineEndings(""));
    }

    [Fact]
    public void Write_Remove_IsCalledDelete()
    {
        var rows = ColumnRows.Of([Member.Of("C-1", ("email", ["jane@example.com"]))], TikTokType.Columns);

        Encoding.UTF8.GetString(TikTokMapping.Write(rows, "42", "7", BatchOperation.Remove)).ShouldBe(
            $$"""{"advertiser_ids":["42"],"action":"delete","id_schema":["EMAIL_SHA256"],"batch_data":[[{"id":"{{Email}}","audience_ids":["7"]}]]}""");
    }
}
