using Activation.Delivery;
using Activation.Destinations.FileStores;
using Activation.Destinations.ServerFiles;
using Activation.Destinations;
using Activation.Local.Sandbox;
using Activation.Tests.Destinations.FileStores;

namespace Activation.Tests.Destinations.ServerFiles;

public sealed class S3ServerFilesConformanceTests : FileStoreConformanceTests
{
    private protected override IDestination Create(FileStoreFactory stores) => new ServerFilesDestination(stores);

    private const string Root = "/serverfiles/s3/partner/from=us/gold/s3_externalId_iter_1795500000000";

    private protected override string Settings => $$"""{"store":"s3","bucket":"partner","region":"eu-central-1","root":"from=us","apiBaseUrl":"{{Sandbox.BaseUrl}}serverfiles/s3"}""";

    private protected override IReadOnlyDictionary<string, string> Secret => new Dictionary<string, string> { ["accessKeyId"] = "sandbox-key-id", ["secretAccessKey"] = "right-key" };

    private protected override IReadOnlyDictionary<string, string> WrongSecret => new Dictionary<string, string> { ["accessKeyId"] = "sandbox-key-id", ["secretAccessKey"] = "wrong-key" };

    private protected override async Task<IReadOnlyList<string>> HeldAsync(string audienceId)
    {
        (await FinishAsync()).ShouldBe(DestinationResult.Success);
        return OutboundReader.Read(Sandbox.Platform.Files);
    }

    [Fact]
    public async Task Finish_RunOfTwoBatches_WritesItsControlFileLast()
    {
        await SendAsync(Batch("gold", BatchOperation.Remove, Row(1)));
        await SendAsync(Batch("gold", BatchOperation.Add, Row(2)));

        (await FinishAsync()).ShouldBe(DestinationResult.Success);

        Sandbox.Platform.Calls.Select(c => c.Path).ShouldBe([$"{Root}.sync.gz", $"{Root}001.sync.gz", $"{Root}.info"]);
        OutboundReader.Unlisted(Sandbox.Platform.Files).ShouldBeEmpty();
    }

    [Fact]
    public async Task Finish_Twice_WritesTheSameFile()
    {
        await SendAsync(Batch("gold", BatchOperation.Add, Row(1), Row(2)));
        await FinishAsync();
        var once = Sandbox.Platform.Files[$"{Root}.info"];

        (await FinishAsync()).ShouldBe(DestinationResult.Success);

        Sandbox.Platform.Files[$"{Root}.info"].ShouldBe(once);
    }

    [Theory]
    [InlineData(SandboxFault.Throttle, DestinationOutcome.Throttled)]
    [InlineData(SandboxFault.Error500, DestinationOutcome.Retry)]
    [InlineData(SandboxFault.LostResponse, DestinationOutcome.Retry)]
    public async Task Finish_Fault_IsClassifiedInOneCall(SandboxFault fault, DestinationOutcome outcome)
    {
        await SendAsync(Batch("gold", BatchOperation.Add, Row(1)));
        Sandbox.Platform.ClearCalls();
        Sandbox.Platform.Fault = _ => fault;

        (await FinishAsync()).Outcome.ShouldBe(outcome);

        Sandbox.Platform.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Send_DataFileFails_LeavesNothingForTheControlFile()
    {
        Sandbox.Platform.Answer = call => call.Path.EndsWith(".gz", StringComparison.Ordinal) ? new(500) : null;

        (await SendAsync(Batch("gold", BatchOperation.Add, Row(1)))).Record.ShouldBeNull();

        Sandbox.Platform.Files.ShouldBeEmpty();
    }
}
