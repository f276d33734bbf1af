using System.Globalization;
using System.Text;
using System.Text.Json;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.FileStores;
using Activation.Destinations.ServerFiles;

namespace Activation.Tests.Destinations.ServerFiles;

public sealed class OutboundFilesTests
{
    private const string Plain = Store + ",\"gzip\":false";
    private const string Store = "\"store\":\"s3\",\"bucket\":\"partner\",\"region\":\"eu-central-1\",\"orderId\":\"1234\",\"pidAlias\":\"XYZCustomer\",\"segmentIds\":\"gold=24\"";

    /// <remarks>Scenario 1 of https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/implementation-integration-guides/receiving-audience-data/batch-outbound-data-transfers/outbound-file-name-contents</remarks>
    [Theory]
    [InlineData(true, "full")]
    [InlineData(false, "iter")]
    public void Of_Gaids_AreNamedAndSplitAsInAdobesExamples(bool isFull, string mode)
    {
        var rows = Enumerable.Range(1, 5).Select(i => Member.Of($"C-{i}", ("gaid", [$"97987bca-ae59-4c7d-94ba-ee4f19ab8c2{i}"]))).ToArray();

        var files = Of(Batch(BatchOperation.Add, rows) with { IsFull = isFull }, $"{{{Plain},\"linesPerFile\":2}}").Files;

        var root = $"gold/s3_1234_20914_XYZCustomer_{mode}_1486140844001";
        files.Select(f => f.Path).ShouldBe([$"{root}.sync", $"{root}001.sync", $"{root}002.sync", $"{root}.info"]);
        Encoding.UTF8.GetString(files[0].Content).ShouldBe("97987bca-ae59-4c7d-94ba-ee4f19ab8c21 24 \n97987bca-ae59-4c7d-94ba-ee4f19ab8c22 24 \n");
    }

    /// <remarks>https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/implementation-integration-guides/receiving-audience-data/batch-outbound-data-transfers/transfer-control-files</remarks>
    [Fact]
    public void Of_Batch_HasAControlFileThatIsValidJson()
    {
        var files = Of(Batch(BatchOperation.Remove, Member.Of("C-1", ("externalId", ["C-1", "C-2"]))), $"{{{Plain},\"header\":\"<ORDER_ID><TAB><SYNC_MODE>\"}}").Files;

        Encoding.UTF8.GetString(files[0].Content).ShouldBe("1234\titer\nC-1  24\nC-2  24\n");
        var info = JsonElement.Parse(files[1].Content);
        info.EnumerateObject().Select(p => p.Name).ShouldBe(["Files", "Totals"]);
        info.GetProperty("Files")[0].GetRawText().Replace("\n", "").Replace(" ", "")
            .ShouldBe($"{{\"FileByteSize\":26,\"FileLineCount\":3,\"FileName\":\"s3_1234_externalId_XYZCustomer_iter_1486140844001.sync\",\"FileSequenceNumber\":1,\"md5\":\"{files[0].Md5}\"}}");
        info.GetProperty("Totals").GetRawText().Replace("\n", "").Replace(" ", "")
            .ShouldBe("""{"FileName":"s3_1234_externalId_XYZCustomer_iter_1486140844001.sync","TotalByteSize":26,"TotalNumberFiles":1,"TotalNumberLines":3}""");
    }

    [Fact]
    public void Of_EveryIdentifier_HasASequenceOfItsOwnAndIdfasAreInCapitals()
    {
        var member = Member.Of(1, ServerFilesType.Create().Identifiers);

        var files = Of(Batch(BatchOperation.Add, member), $$"""{{{Store}},"emailDpid":"77","gzip":true}""").Files;

        files.Count.ShouldBe(12);
        OutboundReader.Read(files.Select(f => KeyValuePair.Create(f.Path, f.Content))).ShouldBe(
            [
                $"24 0:{member["ecid"][0]}", $"24 20914:{member["gaid"][0]}", $"24 20915:{member["idfa"][0].ToUpperInvariant()}", $"24 77:{member["email"][0]}",
                "24 externalId:externalId-1", $"24 phone:{member["phone"][0]}",
            ]);
    }

    [Fact]
    public void Of_ManyBatches_LeavesTheReaderWithWhoIsIn()
    {
        var store = new Dictionary<string, byte[]>();
        var expected = new SortedSet<string>(StringComparer.Ordinal);
        var random = new Random(20261128);
        for (var number = 1; number <= 200; number++)
        {
            var isAdd = random.Next(2) == 0;
            var ids = Enumerable.Range(1, 40).Where(_ => random.Next(5) == 0).Select(i => $"C-{i.ToString(CultureInfo.InvariantCulture)}").ToArray();
            var batch = Batch(isAdd ? BatchOperation.Add : BatchOperation.Remove, Member.Of("C", ("externalId", ids)));
            foreach (var file in Of(batch with { Id = new BatchId(batch.Id.Run, number) }, $$"""{{{Store}},"linesPerFile":3,"gzip":{{(number % 2 == 0 ? "true" : "false")}}}""").Files)
            {
                store.Add(file.Path, file.Content);
            }

            if (isAdd)
            {
                expected.UnionWith(ids.Select(i => $"24 externalId:{i}"));
            }
            else
            {
                expected.ExceptWith(ids.Select(i => $"24 externalId:{i}"));
            }
        }

        OutboundReader.Read(store).ShouldBe(expected);
    }

    [Fact]
    public void Of_SecondAttempt_WritesTheSameFiles()
    {
        var batch = Batch(BatchOperation.Add, Member.Full(1), Member.Full(2));

        var again = Of(batch with { Attempt = 2, At = batch.At.AddMinutes(5) }, $"{{{Plain}}}").Files;

        Of(batch, $"{{{Plain}}}").Files.Select(f => (f.Path, Convert.ToHexString(f.Content))).ShouldBe(again.Select(f => (f.Path, Convert.ToHexString(f.Content))));
    }

    [Theory]
    [InlineData("C 1")]
    [InlineData("C\t1")]
    [InlineData("C\n1")]
    [InlineData("C,1")]
    [InlineData("C\"1")]
    public void Of_IdThatBreaksItsLine_IsNamedAndLeftOut(string id)
    {
        var files = Of(Batch(BatchOperation.Add, Member.Full(1), Member.Of("C", ("externalId", [id, "C-2"]))), $"{{{Plain}}}");

        files.Rejected.ShouldBe([new RejectedRow(1, "idNotWritable")]);
        files.Files.Single(f => f.Path.Contains("externalId", StringComparison.Ordinal) && f.Path.EndsWith(".sync", StringComparison.Ordinal)).Lines.ShouldBe(2);
    }

    [Fact]
    public void Of_OwnTemplates_GiveNamesAndRowsOfTheReceiver()
    {
        var settings = $$"""{{{Plain}},"folder":"in/<AUDIENCE_ID>/<TIMESTAMP; format=\"YYYYMMDD\">","fileName":"<PIDALIAS>_<MASTER_DPID>_<BATCH>.sync","row":"{\"id\":\"<DP_UUID>\",\"in\":[<SEGMENT_LIST>],\"out\":[<REMOVED_SEGMENT_LIST>]}"}""";

        var files = Of(Batch(BatchOperation.Add, Member.Of("C-1", ("externalId", ["C-1"]))), settings).Files;

        files.Select(f => f.Path).ShouldBe(["in/gold/20170203/XYZCustomer_externalId_000001.sync", "in/gold/20170203/XYZCustomer_externalId_000001.info"]);
        Encoding.UTF8.GetString(files[0].Content).ShouldBe("{\"id\":\"C-1\",\"in\":[24],\"out\":[]}\n");
    }

    private static OutboundFiles Of(DestinationBatch batch, string settings) => OutboundFiles.Of(batch, new ServerFilesSettings(new DestinationAccount(
        new DestinationId("files"), JsonElement.Parse(settings), new Dictionary<string, string> { ["accessKeyId"] = "id", ["secretAccessKey"] = "key" })));

    private static DestinationBatch Batch(BatchOperation operation, params MemberRow[] rows) =>
        new(new BatchId(new RunId("gold.20170203165404000t"), 1), 1, "gold", "Gold members", operation, rows, new DateTimeOffset(2017, 2, 3, 17, 0, 0, TimeSpan.Zero));
}
