using Activation.Delivery;
using Activation.Destinations.FileStores;
using Activation.Destinations.ServerFiles;
using Activation.Destinations;
using Activation.Tests.Destinations.FileStores;

namespace Activation.Tests.Destinations.ServerFiles;

public sealed class S3ServerFilesConformanceTests : FileStoreConformanceTests
{
    private protected override IDestination Create(FileStoreFactory stores) => new ServerFilesDestination(stores);

    private protected override string Settings => $$"""{"store":"s3","bucket":"partner","region":"eu-central-1","root":"from=us","apiBaseUrl":"{{Sandbox.BaseUrl}}serverfiles/s3"}""";

    private protected override IReadOnlyDictionary<string, string> Secret => new Dictionary<string, string> { ["accessKeyId"] = "sandbox-key-id", ["secretAccessKey"] = "right-key" };

    private protected override IReadOnlyDictionary<string, string> WrongSecret => new Dictionary<string, string> { ["accessKeyId"] = "sandbox-key-id", ["secretAccessKey"] = "wrong-key" };

    private protected override Task<IReadOnlyList<string>> HeldAsync(string audienceId) => Task.FromResult(OutboundReader.Read(Sandbox.Platform.Files));

    [Fact]
    public async Task Send_Batch_WritesTheControlFileLast()
    {
        await SendAsync(Batch("gold", BatchOperation.Add, Row(1)));

        Sandbox.Platform.Calls.Select(c => c.Path).ShouldBe(
            ["/serverfiles/s3/partner/from=us/gold/s3_externalId_iter_1795500000001.sync.gz", "/serverfiles/s3/partner/from=us/gold/s3_externalId_iter_1795500000001.info"]);
    }

    [Fact]
    public async Task Send_DataFileFails_WritesNoControlFile()
    {
        Sandbox.Platform.Answer = call => call.Path.EndsWith(".gz", StringComparison.Ordinal) ? new(500) : null;

        await SendAsync(Batch("gold", BatchOperation.Add, Row(1)));

        Sandbox.Platform.Files.ShouldBeEmpty();
    }
}
