using System.Globalization;
using System.Text;
using System.Text.Json;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.AudienceManagerFiles;
using Activation.Destinations.FileStores;
using Activation.Tests.Destinations.FileStores;

namespace Activation.Tests.Destinations.AudienceManagerFiles;

/// <summary>
/// Names and rows as https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/implementation-integration-guides/sending-audience-data/batch-data-transfer-process/inbound-s3-filenames
/// and `…/inbound-file-contents` show them.
/// </summary>
public sealed class InboundFilesTests
{
    private const string Uuid = "59767559181262060060278870901087098252";
    private const string Gaid = "e4fe9bde-caa0-47b6-908d-ffba3fa184f2";
    private const string Idfa = "6d92078a-8246-4ba4-ae5b-76104861e7dc";
    private const string Own = "DBwFoc3dhfMNCFBh2M4F9ZkJEXMNnRDh2PXvnI1";
    private const string Root = "date=2013-04-21/ftp_dpm_";

    [Theory]
    [InlineData("externalId", Own, Root + "21_1366545717.sync.1", Own)]
    [InlineData("ecid", Uuid, Root + "44_21_1366545717.sync.1", Uuid)]
    [InlineData("gaid", Gaid, Root + "20914_21_1366545717.sync.1", Gaid)]
    [InlineData("idfa", Idfa, Root + "20915_21_1366545717.sync.1", "6D92078A-8246-4BA4-AE5B-76104861E7DC")]
    public void Of_EachKindOfId_HasAFileOfItsOwn(string identifier, string id, string path, string user)
    {
        var member = Member.Of("C-1", (identifier, [id]));

        var added = Of(Batch(BatchOperation.Add, member)).Files.ShouldHaveSingleItem();
        var removed = Of(Batch(BatchOperation.Remove, member)).Files.ShouldHaveSingleItem();

        added.Path.ShouldBe(path);
        Encoding.UTF8.GetString(added.Content).ShouldBe($"{user}\td_sid=24\n");
        Encoding.UTF8.GetString(removed.Content).ShouldBe($"{user}\td_unsid=24\n");
    }

    [Theory]
    [InlineData(BatchOperation.Add, true, ".overwrite")]
    [InlineData(BatchOperation.Add, false, ".sync")]
    [InlineData(BatchOperation.Remove, true, ".sync")]
    public void Of_FullRun_OverwritesOnlyWhereTheSettingsSayAndNeverWithRemoves(BatchOperation operation, bool isFull, string extension)
    {
        var batch = Batch(operation, Member.Of("C-1", ("externalId", [Own]))) with { IsFull = isFull };

        Of(batch, ",\"fullAs\":\"overwrite\"").Files[0].Path.ShouldBe($"{Root}21_1366545717{extension}.1");
        Of(batch).Files[0].Path.ShouldBe($"{Root}21_1366545717.sync.1");
    }

    [Fact]
    public void Of_Batches_NeverShareAName()
    {
        var row = Member.Of("C-1", ("externalId", [Own]));
        string PathOf(string run, int number, string trait) =>
            Of(Batch(BatchOperation.Add, row) with { Id = new BatchId(new RunId(run), number), AudienceId = trait }).Files[0].Path;

        string[] paths =
        [
            PathOf("gold.20130421120157000t", 1, "24"), PathOf("gold.20130421120157000t", 2, "24"), PathOf("silver.20130421120157000t", 1, "25"), PathOf("gold.20130421120157001a", 1, "24"),
        ];

        paths.Distinct().Count().ShouldBe(4);
    }

    [Fact]
    public void Of_EmailWithoutDataSource_IsNotSentAndItsMemberIsNamed()
    {
        var rows = new[] { Member.Of("C-1", ("email", ["a"])), Member.Of("C-2", ("email", ["b"]), ("externalId", [Own])) };

        var files = Of(Batch(BatchOperation.Add, rows));

        files.Rejected.ShouldBe([new RejectedRow(0, "noDataSource")]);
        files.Files.ShouldHaveSingleItem().Path.ShouldContain("ftp_dpm_21_1366545717");
        Of(Batch(BatchOperation.Add, rows), ",\"emailDpid\":\"77\"").Files.Select(f => f.Path).ShouldBe([$"{Root}21_1366545717.sync.1", $"{Root}77_21_1366545717.sync.1"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("a:b", "colonInId")]
    [InlineData("a%3Ab", "colonInId")]
    [InlineData("a\tb", "idNotWritable")]
    [InlineData("a b", "idNotWritable")]
    public void Of_IdThatAudienceManagerRefuses_IsNamed(string id, string reason)
    {
        var files = Of(Batch(BatchOperation.Add, Member.Of("C-1", ("externalId", [id])), Member.Full(2)));

        files.Rejected.ShouldBe([new RejectedRow(0, reason)]);
        files.Files.ShouldHaveSingleItem().Lines.ShouldBe(1);
    }

    [Fact]
    public async Task Of_ManyBatches_LeavesTheImportWithWhoHasTheTrait()
    {
        var store = new Dictionary<string, byte[]>();
        var records = new List<string>();
        var expected = new SortedSet<string>(StringComparer.Ordinal);
        var random = new Random(20261128);
        for (var number = 1; number <= 100; number++)
        {
            var isAdd = random.Next(2) == 0;
            var ids = Enumerable.Range(1, 30).Where(_ => random.Next(4) == 0).Select(i => $"C-{i.ToString(CultureInfo.InvariantCulture)}").ToArray();
            var batch = Batch(isAdd ? BatchOperation.Add : BatchOperation.Remove, Member.Of("C", ("externalId", ids)));
            var files = Of(batch with { Id = new BatchId(batch.Id.Run, number) }, isGzip: number % 2 == 0).Files;
            records.AddRange(FileRecord.Write(files) is { } record ? [record] : []);
            foreach (var file in files)
            {
                store.Add(file.Path, file.Content);
            }

            if (isAdd)
            {
                expected.UnionWith(ids.Select(i => $"24 21:{i}"));
            }
            else
            {
                expected.ExceptWith(ids.Select(i => $"24 21:{i}"));
            }
        }

        var control = ControlFile.OfRun(records).ShouldHaveSingleItem();
        store.Add(control.Path, control.Content);
        ControlReader.Read(store, control.Path).Count.ShouldBe(store.Count - 1);
        (await InboundReader.ReadAsync(store)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("", "sync")]
    [InlineData(",\"fullAs\":\"overwrite\"", "overwrite")]
    public void OfRun_SeveralKindsOfIds_IsOneControlFileOfAll(string settings, string mode)
    {
        var batch = Batch(BatchOperation.Add, Member.Of("C-1", ("externalId", [Own]), ("gaid", [Gaid]))) with { IsFull = true };
        var files = Of(batch, settings).Files;

        var control = ControlFile.OfRun([FileRecord.Write(files).ShouldNotBeNull()]).ShouldHaveSingleItem();

        control.Path.ShouldBe($"{Root}21_1366545717.1.info");
        var store = files.Append(control).ToDictionary(f => f.Path, f => f.Content);
        ControlReader.Read(store, control.Path, extension: $".{mode}").Select(f => f.Path).ShouldBe([$"{Root}21_1366545717.{mode}.1", $"{Root}20914_21_1366545717.{mode}.1"]);
    }

    /// <summary>Names stay what the documentation allows, are told apart, and keep the order of the batches.</summary>
    [Fact]
    public async Task Of_MoreBatchesThanASecondHasNumbersFor_GoesOnWithTheNextSecond()
    {
        int[] numbers = [1, 9_999, 10_000, 10_001, 19_999, 20_000, 999_999];
        var batch = Batch(BatchOperation.Add, Member.Of("C-1", ("externalId", [Own]))) with { Id = new BatchId(new RunId("silver.20130421120157999t"), 1), AudienceId = "25" };

        var paths = numbers.Select(n => Of(batch with { Id = new BatchId(batch.Id.Run, n) }).Files[0].Path).ToList();

        paths.ShouldBe(
        [
            $"{Root}21_1366545717.sync.999010001", $"{Root}21_1366545717.sync.999019999", $"{Root}21_1366545718.sync.999010000", $"{Root}21_1366545718.sync.999010001",
            $"{Root}21_1366545718.sync.999019999", $"{Root}21_1366545719.sync.999010000", $"{Root}21_1366545816.sync.999019999",
        ]);
        (await InboundReader.ReadAsync(paths.Select(p => KeyValuePair.Create(p, Encoding.UTF8.GetBytes($"{Own}\td_sid=25\n"))))).ShouldBe([$"25 21:{Own}"]);
    }

    private static InboundFiles Of(DestinationBatch batch, string more = "", bool isGzip = false) => InboundFiles.Of(batch, new AudienceManagerFilesSettings(new DestinationAccount(
        new DestinationId("aam"),
        JsonElement.Parse($$"""{"store":"s3","bucket":"adobe","region":"us-east-1","dpid":"21","ecidDpid":"44","traitIds":"gold=24,silver=25","gzip":{{(isGzip ? "true" : "false")}}{{more}}}"""),
        new Dictionary<string, string> { ["accessKeyId"] = "id", ["secretAccessKey"] = "key" })));

    private static DestinationBatch Batch(BatchOperation operation, params MemberRow[] rows) =>
        new(new BatchId(new RunId("gold.20130421120157000t"), 1), 1, "24", "Gold members", operation, rows, new DateTimeOffset(2013, 4, 21, 12, 5, 0, TimeSpan.Zero));
}
