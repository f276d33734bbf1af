using Activation.Delivery;
using Activation.Destinations.AudienceManagerFiles;
using Activation.Destinations.FileStores;
using Activation.Destinations;
using Activation.Tests.Destinations.FileStores;

namespace Activation.Tests.Destinations.AudienceManagerFiles;

public sealed class AudienceManagerFilesConformanceTests : FileStoreConformanceTests
{
    private protected override IDestination Create(FileStoreFactory stores) => new AudienceManagerFilesDestination(stores);

    private protected override string Settings => $$"""
        {"store":"s3","bucket":"demdex-s2s-clients","region":"us-east-1","root":"partner","apiBaseUrl":"{{Sandbox.BaseUrl}}audiencemanagerfiles/s3","dpid":"21","customerDpid":"33","traitIds":"silver=23,gold=24"}
        """;

    private protected override IReadOnlyDictionary<string, string> Secret => new Dictionary<string, string> { ["accessKeyId"] = "sandbox-key-id", ["secretAccessKey"] = "right-key" };

    private protected override IReadOnlyDictionary<string, string> WrongSecret => new Dictionary<string, string> { ["accessKeyId"] = "sandbox-key-id", ["secretAccessKey"] = "wrong-key" };

    private protected override Task<IReadOnlyList<string>> HeldAsync(string audienceId) => InboundReader.ReadAsync(Sandbox.Platform.Files);

    [Fact]
    public async Task Send_Batch_IsNamedAsAdobeAsks()
    {
        await SendAsync(Batch("24", BatchOperation.Add, Row(1)));

        Sandbox.Platform.Calls.Select(c => c.Path).ShouldBe(["/audiencemanagerfiles/s3/demdex-s2s-clients/partner/date=2026-11-24/ftp_dpm_33_21_1795500000.sync.10001.gz"]);
    }

    [Fact]
    public async Task Finish_ControlFileIsAskedFor_IsWrittenLastAndListsTheRun()
    {
        var account = Account(Settings.Replace("\"dpid\"", "\"controlFile\":true,\"dpid\""), Secret);
        await Destination.SendAsync(account, Batch("24", BatchOperation.Remove, Row(1)), CancellationToken.None);
        await Destination.SendAsync(account, Batch("24", BatchOperation.Add, Row(2)), CancellationToken.None);

        (await FinishAsync()).ShouldBe(DestinationResult.Success);

        const string control = "/audiencemanagerfiles/s3/demdex-s2s-clients/partner/date=2026-11-24/ftp_dpm_33_21_1795500000.10001.info";
        Sandbox.Platform.Calls[^1].Path.ShouldBe(control);
        ControlReader.Read(Sandbox.Platform.Files, control).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Send_NoControlFileIsAskedFor_LeavesNothingForTheRunsEnd() => (await SendAsync(Batch("24", BatchOperation.Add, Row(1)))).Record.ShouldBeNull();

    [Fact]
    public async Task Ensure_SyncWithoutTrait_SaysWhichSettingNamesIt()
    {
        var ensured = await Destination.EnsureAudienceAsync(Working, Spec() with { Sync = new SyncId("bronze") }, CancellationToken.None);

        (ensured.Result.Outcome, ensured.Result.Code).ShouldBe((DestinationOutcome.Stop, "traitIdMissing"));
        ensured.Result.Message.ShouldContain("traitIds");
    }

    [Fact]
    public async Task Ensure_OtherTraitThanBefore_BuildsTheAudienceAnew() =>
        (await Destination.EnsureAudienceAsync(Working, Spec("99"), CancellationToken.None)).Result.Outcome.ShouldBe(DestinationOutcome.AudienceMissing);

    [Fact]
    public async Task Send_TraitIsNotInTheSettingsAnyMore_Stops() =>
        (await SendAsync(Batch("99", BatchOperation.Add, Row(1)))).Result.Code.ShouldBe("traitIdMissing");

    [Theory]
    [InlineData("\"dpid\":\"21\"", "\"dpid\":\"none\"", "settings.dpid")]
    [InlineData("\"traitIds\":\"silver=23,gold=24\"", "\"traitIds\":\"gold=gold\"", "settings.traitIds")]
    [InlineData("\"traitIds\":\"silver=23,gold=24\"", "\"traitIds\":\"silver=24,gold=24\"", "settings.traitIds")]
    [InlineData(",\"traitIds\":\"silver=23,gold=24\"", "", "settings.traitIds")]
    [InlineData("\"bucket\":\"demdex-s2s-clients\",", "", "settings.bucket")]
    public void Validate_WrongSettings_NamesThem(string part, string wrong, string path) =>
        Should.Throw<ProblemException>(() => Destination.Validate(Account(Settings.Replace(part, wrong), Secret))).Path.ShouldBe(path);
}
