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
    private const string Plain = S3 + ",\"gzip\":false";
    private const string S3 = "\"store\":\"s3\",\"bucket\":\"partner\",\"region\":\"eu-central-1\",\"orderId\":\"1234\",\"pidAlias\":\"XYZCustomer\",\"segmentIds\":\"gold=24\"";

    /// <remarks>Scenario 1 of https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/implementation-integration-guides/receiving-audience-data/batch-outbound-data-transfers/outbound-file-name-contents</remarks>
    [Theory]
    [InlineData(true, "full")]
    [InlineData(false, "iter")]
    public void Of_Gaids_AreNamedAndSplitAsInAdobesExamples(bool isFull, string mode)
    {
        var rows = Enumerable.Range(1, 5).Select(i => Member.Of($"C-{i}", ("gaid", [$"97987bca-ae59-4c7d-94ba-ee4f19ab8c2{i}"]))).ToArray();

        var files = Of(Batch(BatchOperation.Add, rows) with { IsFull = isFull }, $"{{{Plain},\"linesPerFile\":2}}").Files;

        var root = $"gold/s3_1234_20914_XYZCustomer_{mode}_1486140844000";
        files.Select(f => f.Path).ShouldBe([$"{root}.sync", $"{root}001.sync", $"{root}002.sync"]);
        Encoding.UTF8.GetString(files[0].Content).ShouldBe("97987bca-ae59-4c7d-94ba-ee4f19ab8c21 24 \n97987bca-ae59-4c7d-94ba-ee4f19ab8c22 24 \n");
    }

    /// <remarks>https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/implementation-integration-guides/receiving-audience-data/batch-outbound-data-transfers/transfer-control-files</remarks>
    [Fact]
    public void Of_RunOfTwoBatches_HasOneControlFileThatIsValidJson()
    {
        const string Settings = $"{{{Plain},\"header\":\"<ORDER_ID><TAB><SYNC_MODE>\"}}";
        var removed = Of(Batch(BatchOperation.Remove, Member.Of("C-1", ("externalId", ["C-1", "C-2"]))), Settings).Files;
        var added = Of(Second(Batch(BatchOperation.Add, Member.Of("C-3", ("externalId", ["C-3"])))), Settings).Files;

        var control = ControlFile.OfRun([Record(removed), Record(added)]).ShouldHaveSingleItem();

        Encoding.UTF8.GetString(removed[0].Content).ShouldBe("1234\titer\nC-1  24\nC-2  24\n");
        control.Path.ShouldBe("gold/s3_1234_externalId_XYZCustomer_iter_1486140844000.info");
        JsonElement.Parse(control.Content).GetRawText().Replace("\n", "").Replace(" ", "").ShouldBe(
            $"{{\"Files\":[{{\"FileByteSize\":26,\"FileLineCount\":3,\"FileName\":\"s3_1234_externalId_XYZCustomer_iter_1486140844000.sync\",\"FileSequenceNumber\":1,\"md5\":\"{removed[0].Md5}\"}},"
            + $"{{\"FileByteSize\":18,\"FileLineCount\":2,\"FileName\":\"s3_1234_externalId_XYZCustomer_iter_1486140844000001.sync\",\"FileSequenceNumber\":2,\"md5\":\"{added[0].Md5}\"}}],"
            + "\"Totals\":{\"FileName\":\"s3_1234_externalId_XYZCustomer_iter_1486140844000.sync\",\"TotalByteSize\":44,\"TotalNumberFiles\":2,\"TotalNumberLines\":5}}");
    }

    [Fact]
    public void OfRun_FoldersTellKindsOfIdsApart_EachHasItsControlFile()
    {
        var files = Of(Batch(BatchOperation.Add, Member.Of(1, ServerFilesType.Create().Identifiers)), $"{{{Plain},\"folder\":\"<AUDIENCE_ID>/<MASTER_DPID>\"}}").Files;

        var controls = ControlFile.OfRun([Record(files)]);

        controls.Select(c => c.Path[..c.Path.LastIndexOf('/')]).ShouldBe(files.Select(f => f.Path[..f.Path.LastIndexOf('/')]));
        controls.Count.ShouldBe(6);
    }

    [Theory]
    [InlineData(1, "")]
    [InlineData(2, "002")]
    [InlineData(3, "004")]
    [InlineData(1000, "1998")]
    public void Of_LaterBatches_GoOnInTheRunsSequence(int number, string split)
    {
        var batch = Batch(BatchOperation.Add, Member.Of("C-1", ("externalId", ["C-1"])));

        Of(batch with { Id = new BatchId(batch.Id.Run, number) }, $"{{{Plain},\"linesPerFile\":25000}}").Files.ShouldHaveSingleItem()
            .Path.ShouldBe($"gold/s3_1234_externalId_XYZCustomer_iter_1486140844000{split}.sync");
    }

    [Fact]
    public void Of_MoreLinesThanABatchHasNumbersFor_GoIntoItsLastFile()
    {
        var rows = Enumerable.Range(1, ServerFilesType.MaxBatch + 3).Select(i => $"C-{i.ToString(CultureInfo.InvariantCulture)}").Select(c => Member.Of(c, ("externalId", [c]))).ToArray();

        var files = Of(Batch(BatchOperation.Add, rows), $"{{{Plain},\"linesPerFile\":25000}}").Files;

        files.Select(f => f.Lines).ShouldBe([25_000, 25_003]);
    }

    [Fact]
    public void Of_EveryIdentifier_HasASequenceOfItsOwnAndIdfasAreInCapitals()
    {
        var member = Member.Of(1, ServerFilesType.Create().Identifiers);

        var files = Of(Batch(BatchOperation.Add, member), $$"""{{{S3}},"emailDpid":"77","gzip":true}""").Files;

        files.Count.ShouldBe(6);
        OutboundReader.Read(Store([files])).ShouldBe(
            [
                $"24 0:{member["ecid"][0]}", $"24 20914:{member["gaid"][0]}", $"24 20915:{member["idfa"][0].ToUpperInvariant()}", $"24 77:{member["email"][0]}",
                "24 externalId:externalId-1", $"24 phone:{member["phone"][0]}",
            ]);
    }

    [Fact]
    public void Of_ManyBatches_LeavesTheReaderWithWhoIsIn()
    {
        var batches = new List<IReadOnlyList<DataFile>>();
        var expected = new SortedSet<string>(StringComparer.Ordinal);
        var random = new Random(20261128);
        for (var number = 1; number <= 200; number++)
        {
            var isAdd = random.Next(2) == 0;
            var ids = Enumerable.Range(1, 40).Where(_ => random.Next(5) == 0).Select(i => $"C-{i.ToString(CultureInfo.InvariantCulture)}").ToArray();
            var batch = Batch(isAdd ? BatchOperation.Add : BatchOperation.Remove, Member.Of("C", ("externalId", ids)));
            batches.Add(Of(batch with { Id = new BatchId(batch.Id.Run, number) }, $$"""{{{S3}},"linesPerFile":3,"gzip":{{(number % 2 == 0 ? "true" : "false")}}}""").Files);

            if (isAdd)
            {
                expected.UnionWith(ids.Select(i => $"24 externalId:{i}"));
            }
            else
            {
                expected.ExceptWith(ids.Select(i => $"24 externalId:{i}"));
            }
        }

        var store = Store(batches);
        OutboundReader.Read(store).ShouldBe(expected);
        OutboundReader.Unlisted(store).ShouldBeEmpty();
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

        files.Select(f => f.Path).ShouldBe(["in/gold/20170203/XYZCustomer_externalId_000001.sync"]);
        ControlFile.OfRun([Record(files)]).ShouldHaveSingleItem().Path.ShouldBe("in/gold/20170203/XYZCustomer_externalId_000001.info");
        Encoding.UTF8.GetString(files[0].Content).ShouldBe("{\"id\":\"C-1\",\"in\":[24],\"out\":[]}\n");
    }

    private static OutboundFiles Of(DestinationBatch batch, string settings) => OutboundFiles.Of(batch, new ServerFilesSettings(new DestinationAccount(
        new DestinationId("files"), JsonElement.Parse(settings), new Dictionary<string, string> { ["accessKeyId"] = "id", ["secretAccessKey"] = "key" })));

    /// <summary>What a storage holds after a run.</summary>
    private static Dictionary<string, byte[]> Store(IReadOnlyList<IReadOnlyList<DataFile>> batches) =>
        batches.SelectMany(b => b).Concat(ControlFile.OfRun(batches.Select(FileRecord.Write).OfType<string>())).ToDictionary(f => f.Path, f => f.Content);

    private static string Record(IReadOnlyList<DataFile> files) => FileRecord.Write(files).ShouldNotBeNull();

    private static DestinationBatch Second(DestinationBatch batch) => batch with { Id = new BatchId(batch.Id.Run, 2) };

    private static DestinationBatch Batch(BatchOperation operation, params MemberRow[] rows) =>
        new(new BatchId(new RunId("gold.20170203165404000t"), 1), 1, "gold", "Gold members", operation, rows, new DateTimeOffset(2017, 2, 3, 17, 0, 0, TimeSpan.Zero));
}
