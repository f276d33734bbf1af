using Activation.Destinations.FileStores;
using Activation.Destinations.ServerFiles;
using Activation.Destinations;
using Activation.Tests.Destinations.FileStores;

namespace Activation.Tests.Destinations.ServerFiles;

public sealed class BlobServerFilesConformanceTests : FileStoreConformanceTests
{
    private protected override IDestination Create(FileStoreFactory stores) => new ServerFilesDestination(stores);

    private protected override string Settings => $$"""{"store":"blob","containerUrl":"{{Sandbox.BaseUrl}}serverfiles/partner","root":"in"}""";

    private protected override IReadOnlyDictionary<string, string> Secret => new Dictionary<string, string> { ["sasToken"] = "?sv=2025-01-05&sp=cwl&sig=right-key" };

    private protected override IReadOnlyDictionary<string, string> WrongSecret => new Dictionary<string, string> { ["sasToken"] = "sv=2025-01-05&sp=cwl&sig=wrong-key" };

    private protected override async Task<IReadOnlyList<string>> HeldAsync(string audienceId)
    {
        (await FinishAsync()).ShouldBe(DestinationResult.Success);
        return OutboundReader.Read(Sandbox.Platform.Files);
    }
}
