using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.File;
using Azure;

namespace Activation.Tests.Destinations.File;

public sealed class FileConformanceTests : DestinationConformanceTests
{
    private readonly ExportsContainer exports = new();

    private protected override IDestination Destination => new FileDestination(exports.Storage);

    private protected override string Settings => """{"folder":"crm/out"}""";

    private protected override IReadOnlyDictionary<string, string> Secret => new Dictionary<string, string>();

    private protected override IReadOnlyDictionary<string, string>? WrongSecret => null;

    public override Task InitializeAsync() => Task.CompletedTask;

    public override Task DisposeAsync() => Task.CompletedTask;

    /// <summary>What a reader has after all files in the order of their names.</summary>
    private protected override Task<IReadOnlyList<string>> HeldAsync(string audienceId)
    {
        var held = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var cells in exports.Files.Values.SelectMany(f => f.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1)).Select(l => l.Split(',')))
        {
            _ = cells[0] == "add" ? held.Add(cells[1]) : held.Remove(cells[1]);
        }

        return Task.FromResult<IReadOnlyList<string>>([.. held]);
    }

    [Fact]
    public async Task Send_SameBatchAgain_OverwritesItsFile()
    {
        var batch = Batch("gold", BatchOperation.Add, Member.Full(1));

        await SendAsync(batch);
        await SendAsync(batch with { Attempt = 2 });

        exports.Files.Keys.ShouldBe(["crm/out/Gold members/gold.20261124060000000t/000001-add.csv"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Send_StorageFails_IsTriedAgain(bool severalFailures)
    {
        var failure = new RequestFailedException(503, "busy");
        exports.Failure = severalFailures ? new AggregateException(failure, failure) : failure;

        var sent = await SendAsync(Batch("gold", BatchOperation.Add, Member.Full(1)));

        sent.Result.Outcome.ShouldBe(DestinationOutcome.Retry);
        sent.Result.Code.ShouldBe("storage503");
    }

    [Theory]
    [InlineData("../secrets")]
    [InlineData("/crm")]
    [InlineData("crm/")]
    public void Validate_FolderThatLeads_Elsewhere_IsRefused(string folder) =>
        Should.Throw<ProblemException>(() => Destination.Validate(Account($$"""{"folder":"{{folder}}"}""", Secret))).Path.ShouldBe("settings.folder");
}
