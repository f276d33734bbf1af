using System.Globalization;
using System.Text;
using System.Text.Json;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.AudienceManagerFiles;

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
        var expected = new SortedSet<string>(StringComparer.Ordinal);
        var random = new Random(20261128);
        for (var number = 1; number <= 100; number++)
        {
            var isAdd = random.Next(2) == 0;
            var ids = Enumerable.Range(1, 30).Where(_ => random.Next(4) == 0).Select(i => $"C-{i.ToString(CultureInfo.InvariantCulture)}").ToArray();
            var batch = Batch(isAdd ? BatchOperation.Add : BatchOperation.Remove, Member.Of("C", ("externalId", ids)));
            foreach (var file in Of(batch with { Id = new BatchId(batch.Id.Run, number) }, ",\"controlFile\":true", isGzip: number % 2 == 0).Files)
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

        (await InboundReader.ReadAsync(store)).ShouldBe(expected);
    }

    [Fact]
    public void Of_ControlFile_StandsBehindItsFileWithItsTotals()
    {
        var files = Of(Batch(BatchOperation.Add, Member.Full(1)), ",\"controlFile\":true").Files;

        files.Select(f => f.Path).ShouldBe([$"{Root}21_1366545717.sync.1", $"{Root}21_1366545717.1.info"]);
        JsonElement.Parse(files[1].Content).GetProperty("Totals").GetProperty("TotalNumberLines").GetInt32().ShouldBe(1);
    }

    private static InboundFiles Of(DestinationBatch batch, string more = "", bool isGzip = false) => InboundFiles.Of(batch, new AudienceManagerFilesSettings(new DestinationAccount(
        new DestinationId("aam"),
        JsonElement.Parse($$"""{"store":"s3","bucket":"adobe","region":"us-east-1","dpid":"21","ecidDpid":"44","traitIds":"gold=24,silver=25","gzip":{{(isGzip ? "true" : "false")}}{{more}}}"""),
        new Dictionary<string, string> { ["accessKeyId"] = "id", ["secretAccessKey"] = "key" })));

    private static DestinationBatch Batch(BatchOperation operation, params MemberRow[] rows) =>
        new(new BatchId(new RunId("gold.20130421120157000t"), 1), 1, "24", "Gold members", operation, rows, new DateTimeOffset(2013, 4, 21, 12, 5, 0, TimeSpan.Zero));
}
