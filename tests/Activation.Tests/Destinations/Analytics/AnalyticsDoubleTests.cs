using System.IO.Compression;
using System.Text;
using Activation.Tests.Destinations.Adobe;

namespace Activation.Tests.Destinations.Analytics;

/// <summary>What Adobe Analytics refuses or skips, the stand-in refuses or skips.</summary>
public sealed class AnalyticsDoubleTests : DoubleTests
{
    private const string Header = "timestamp,marketingCloudVisitorID,reportSuiteID,userAgent,linkType,linkName,eVar5\n";
    private const string Hit = "1495483797,08382830887934830189014177072406221371,sandboxrs,Agent,o,Membership,gold:entered\n";

    private static byte[] Pack(string text)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return buffer.ToArray();
    }

    private async Task<(int Status, int Invalid)> PostAsync(byte[] file, string token = "Bearer sandbox-token", string key = "sandbox-client", string group = "g", string name = "file")
    {
        var reply = await SendAsync(
            HttpMethod.Post, "analytics/aa/collect/v1/events", new MultipartFormDataContent { { new ByteArrayContent(file), name, "file.gz" } },
            [("Authorization", token), ("x-api-key", key), .. group.Length > 0 ? [("x-adobe-vgid", group)] : Array.Empty<(string, string)>()]);
        return (reply.Status, Json(reply).TryGetProperty("invalid_rows", out var invalid) ? invalid.GetInt32() : -1);
    }

    [Fact]
    public async Task Upload_HeadersAndFile_AreChecked()
    {
        var good = Pack(Header + Hit);

        (await PostAsync(good, token: "Bearer other")).Status.ShouldBe(401);
        (await PostAsync(good, key: "other")).Status.ShouldBe(401);
        (await PostAsync(good, group: "")).Status.ShouldBe(400);
        (await PostAsync(good, name: "other")).Status.ShouldBe(400);
        (await PostAsync(Encoding.UTF8.GetBytes(Header + Hit))).Status.ShouldBe(400);
        (await PostAsync(Pack(Header.Replace("timestamp", "time", StringComparison.Ordinal) + Hit))).Status.ShouldBe(400);
        (await PostAsync(Pack(Header.Replace("marketingCloudVisitorID", "visitor", StringComparison.Ordinal) + Hit))).Status.ShouldBe(400);
        (await PostAsync(good)).ShouldBe((200, 0));

        Sandbox.Platform.Audiences.ShouldHaveSingleItem().Keys.ShouldBe(1);
    }

    [Theory]
    [InlineData("08382830887934830189014177072406221371", "1")]
    [InlineData("sandboxrs", "other")]
    [InlineData("Agent", "")]
    [InlineData(",o,", ",,")]
    [InlineData("gold:entered", "gold:entered,more")]
    [InlineData("1495483797", "soon")]
    public async Task Upload_WrongRow_IsSkippedAndTheOtherTaken(string part, string wrong)
    {
        var other = Hit.Replace("6221371", "6221372", StringComparison.Ordinal);

        (await PostAsync(Pack(Header + Hit.Replace(part, wrong, StringComparison.Ordinal) + other))).ShouldBe((200, 1));

        Sandbox.Platform.Audiences.ShouldHaveSingleItem().Keys.ShouldBe(1);
    }

    [Fact]
    public async Task Upload_EarlierThanBefore_IsSkipped()
    {
        (await PostAsync(Pack(Header + Hit))).ShouldBe((200, 0));
        (await PostAsync(Pack(Header + Hit.Replace("1495483797", "1495483796", StringComparison.Ordinal)))).ShouldBe((200, 1));
    }
}
