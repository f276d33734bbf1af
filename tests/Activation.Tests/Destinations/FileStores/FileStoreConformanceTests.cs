using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.FileStores;
using Activation.Local.Sandbox;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Tests.Destinations.FileStores;

/// <summary>What a destination must keep that writes files to a storage, shown with a storage's strict stand-in.</summary>
public abstract class FileStoreConformanceTests : DestinationConformanceTests
{
    private readonly TestHttp http = TestHttp.Create();
    private SandboxServer? sandbox;
    private RecordedRun? recorded;

    private protected SandboxServer Sandbox => sandbox ?? throw new InvalidOperationException("The sandbox has not started.");

    private protected abstract IDestination Create(FileStoreFactory stores);

    private RecordedRun Recorded => recorded ??= new RecordedRun(Create(Stores));

    private protected override IDestination Destination => Recorded;

    private FileStoreFactory Stores => new(http.Clients, http.Connections);

    /// <summary>Ends the run of the batches that were sent so far.</summary>
    private protected Task<DestinationResult> FinishAsync() => Recorded.FinishAsync(Working);

    private protected override bool NeedsSecret => true;

    /// <summary>A line is about one id.</summary>
    private protected override MemberRow Row(int number) => Member.Of(number, Destination.Type.Identifiers.Where(i => i.Name == "externalId"));

    public override async Task InitializeAsync() => sandbox = await SandboxServer.StartAsync(new SandboxOptions { AccessToken = "right-key" }, CancellationToken.None);

    public override async Task DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        await http.DisposeAsync();
    }

    [Theory]
    [InlineData(SandboxFault.Throttle, Throttled)]
    [InlineData(SandboxFault.Error500, Retry)]
    [InlineData(SandboxFault.Html, Retry)]
    public async Task Send_Fault_IsClassifiedInOneCall(SandboxFault fault, DestinationOutcome outcome)
    {
        Sandbox.Platform.Fault = _ => fault;

        var sent = await SendAsync(Batch(await EnsureAsync(), BatchOperation.Add, Row(1)));

        sent.Result.Outcome.ShouldBe(outcome);
        sent.Result.Code.ShouldNotBeEmpty();
        sent.Result.Message.ShouldNotBeEmpty();
        Sandbox.Platform.Calls.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(404, Stop)]
    [InlineData(403, Reconnect)]
    [InlineData(400, Stop)]
    public async Task Send_Refused_MeansWhatItSays(int status, DestinationOutcome outcome)
    {
        Sandbox.Platform.Answer = _ => new SandboxAnswer(status, "");

        (await SendAsync(Batch(await EnsureAsync(), BatchOperation.Add, Row(1)))).Result.Outcome.ShouldBe(outcome);
    }

    [Fact]
    public async Task Send_ResponseLost_ConvergesWithTheSameFiles()
    {
        var audience = await EnsureAsync();
        var batch = Batch(audience, BatchOperation.Add, Row(1), Row(2));
        Sandbox.Platform.Fault = _ => SandboxFault.LostResponse;
        (await SendAsync(batch)).Result.Outcome.ShouldBe(Retry);
        Sandbox.Platform.Calls.Count.ShouldBe(1);
        Sandbox.Platform.Fault = null;

        (await SendAsync(batch with { Attempt = 2 })).Result.Outcome.ShouldBe(Success);

        (await HeldAsync(audience)).Count.ShouldBe(2);
    }

    /// <summary>HTTP clients may send again by themselves what ended on a connection that they had used before.</summary>
    [Theory]
    [InlineData(SandboxFault.LostResponse)]
    [InlineData(SandboxFault.Throttle)]
    [InlineData(SandboxFault.Error500)]
    public async Task Send_FaultOnAConnectionThatWasUsedBefore_IsOneCall(SandboxFault fault)
    {
        var audience = await EnsureAsync();
        (await SendAsync(Batch(audience, BatchOperation.Add, Row(1)))).Result.ShouldBe(DestinationResult.Success);
        Sandbox.Platform.ClearCalls();
        Sandbox.Platform.Fault = _ => fault;

        (await SendAsync(Batch(audience, BatchOperation.Add, Row(2)))).Result.Outcome.ShouldNotBe(Success);

        Sandbox.Platform.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Send_AddressThatMayNotBeConnectedTo_Stops()
    {
        await using var strict = TestHttp.Create(allowedHosts: "");

        (await Create(new FileStoreFactory(strict.Clients, strict.Connections)).CheckAsync(Working, CancellationToken.None)).Code.ShouldBe("addressRefused");
    }

    [Fact]
    public async Task Check_WrongSecret_AsksToReconnect() =>
        (await Destination.CheckAsync(Account(Settings, WrongSecret.ShouldNotBeNull()), CancellationToken.None)).Outcome.ShouldBe(Reconnect);

    [Fact]
    public async Task Send_LargestBatch_IsWritten()
    {
        var audience = await EnsureAsync();

        (await SendAsync(Batch(audience, BatchOperation.Add, [.. Enumerable.Range(1, Destination.Type.MaxBatch).Select(Row)]))).Result.ShouldBe(DestinationResult.Success);

        (await HeldAsync(audience)).Count.ShouldBe(Destination.Type.MaxBatch);
    }
}
