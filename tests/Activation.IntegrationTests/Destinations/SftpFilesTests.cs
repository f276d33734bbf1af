using System.IO.Compression;
using System.Text.Json;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.FileStores;
using Activation.Destinations.Outgoing;
using Activation.Destinations.ServerFiles;
using Microsoft.Extensions.Options;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.IntegrationTests.Destinations;

public sealed class SftpFilesTests : IAsyncLifetime
{
    private readonly ServerFilesDestination destination =
        new(new FileStoreFactory(new NoClients(), new OutgoingConnections(Options.Create(new DestinationHttpOptions { AllowedHosts = "127.0.0.1" }))));

    private SftpServer? started;

    private SftpServer Server => started ?? throw new InvalidOperationException("The server has not started.");

    public async Task InitializeAsync() => started = await SftpServer.StartAsync(CancellationToken.None);

    public async Task DisposeAsync()
    {
        if (started is not null)
        {
            await started.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Send_BatchTwiceAndFinish_LeavesItsFilesOnce(bool byKey)
    {
        var account = Account(secret: byKey ? new() { ["privateKey"] = Server.PrivateKey } : new() { ["password"] = SftpServer.Password });
        destination.Validate(account);
        (await destination.CheckAsync(account, CancellationToken.None)).ShouldBe(DestinationResult.Success);

        (await destination.SendAsync(account, Batch(), CancellationToken.None)).Result.ShouldBe(DestinationResult.Success);
        var sent = await destination.SendAsync(account, Batch() with { Attempt = 2 }, CancellationToken.None);
        sent.Result.ShouldBe(DestinationResult.Success);
        (await destination.FinishRunAsync(account, Batch().Id.Run, [sent.Record.ShouldNotBeNull()], CancellationToken.None)).ShouldBe(DestinationResult.Success);

        var names = Directory.GetFiles(Path.Combine(Server.Folder, "gold")).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
        names.ShouldBe(["ftp_externalId_iter_1795500000000.info", "ftp_externalId_iter_1795500000000.sync.gz"]);
        await using var zip = new GZipStream(File.OpenRead(Path.Combine(Server.Folder, "gold", "ftp_externalId_iter_1795500000000.sync.gz")), CompressionMode.Decompress);
        using var reader = new StreamReader(zip);
        (await reader.ReadToEndAsync(CancellationToken.None)).ShouldBe("C-1 gold \nC-2 gold \n");
        var info = JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(Server.Folder, "gold", "ftp_externalId_iter_1795500000000.info"), CancellationToken.None));
        info.GetProperty("Totals").GetProperty("TotalNumberLines").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task Send_WrongPassword_AsksToReconnect() => (await SendAsync(Account(secret: new() { ["password"] = "another" }))).Outcome.ShouldBe(Reconnect);

    [Fact]
    public async Task Send_OtherHostKey_Stops() =>
        (await SendAsync(Account(hostKey: "SHA256:D9WiYCw+n/pYYKO0yVxIGyjKvPLyv6ipI+OBDWqj5XI"))).Code.ShouldBe("sftpHostKey");

    [Fact]
    public async Task Send_FolderThatIsNotThere_Stops() => (await destination.CheckAsync(Account(root: "missing"), CancellationToken.None)).Code.ShouldBe("sftpPathNotFound");

    [Fact]
    public async Task Send_FolderThatMayNotBeWritten_Stops()
    {
        Directory.CreateDirectory(Path.Combine(Server.Folder, "forbidden"));

        (await SendAsync(Account(root: "forbidden"))).Code.ShouldBe("sftpPermissionDenied");
    }

    [Fact]
    public async Task Send_KeyThatCannotBeRead_AsksToReconnect() => (await SendAsync(Account(secret: new() { ["privateKey"] = "no key" }))).Outcome.ShouldBe(Reconnect);

    [Fact]
    public async Task Send_NobodyListens_IsTriedAgain()
    {
        var account = Account();
        await Server.DisposeAsync();
        started = null;

        (await SendAsync(account)).Outcome.ShouldBe(Retry);
    }

    private async Task<DestinationResult> SendAsync(DestinationAccount account) => (await destination.SendAsync(account, Batch(), CancellationToken.None)).Result;

    private DestinationAccount Account(string? hostKey = null, string? root = null, Dictionary<string, string>? secret = null) => new(
        new DestinationId("sftp"),
        JsonElement.Parse($$"""
            {"store":"sftp","host":"127.0.0.1","port":{{Server.Port}},"user":"{{SftpServer.User}}","hostKey":"{{hostKey ?? Server.HostKey}}"{{(root is null ? "" : $",\"root\":\"{root}\"")}}}
            """),
        secret ?? new() { ["password"] = SftpServer.Password });

    private static DestinationBatch Batch()
    {
        static MemberRow Row(string id) => new(ProfileId.ForCustomer(id), [new KeyValuePair<string, IReadOnlyList<string>>("externalId", [id])]);
        return new DestinationBatch(new BatchId(new RunId("gold.20261124060000000t"), 1), 1, "gold", "Gold", BatchOperation.Add, [Row("C-1"), Row("C-2")], DateTimeOffset.UnixEpoch);
    }

    private sealed class NoClients : IHttpClientFactory
    {
        public HttpClient CreateClient(string name) => throw new InvalidOperationException("No call over HTTP is expected.");
    }
}
