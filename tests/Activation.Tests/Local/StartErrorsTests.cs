using System.Net;
using System.Net.Sockets;
using Activation.Local;
using Activation.Local.Triggers;

namespace Activation.Tests.Local;

public sealed class StartErrorsTests
{
    [Fact]
    public void RequireFree_PortInUse_NamesPortAndOption()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var error = Should.Throw<LocalStartException>(() => Ports.RequireFree(IPAddress.Loopback, port, "--sandbox-port"));

        error.Message.ShouldContain($"{port}");
        error.Message.ShouldContain("--sandbox-port");
    }

    [Theory]
    [InlineData("every hour")]
    [InlineData("61 * * * *")]
    [InlineData("")]
    public void Parse_NoCron_NamesTheOption(string text) =>
        Should.Throw<LocalStartException>(() => TickTimer.Parse(text)).Message.ShouldContain("--schedule");

    [Theory]
    [InlineData("0 * * * *")]
    [InlineData("*/5 * * * * *")]
    public void Parse_FiveOrSixFields_IsTaken(string text) => TickTimer.Parse(text).ShouldNotBeNull();

    [Fact]
    public void StorageAccount_NoConnectionString_NamesTheOptionAndNotTheText()
    {
        var error = Should.Throw<LocalStartException>(() => new StorageAccount("AccountKey=c2VjcmV0"));

        error.Message.ShouldContain("--storage");
        error.Message.ShouldNotContain("c2VjcmV0");
    }

    [Fact]
    public void StorageAccount_Development_NeedsNoAccountOfItsOwn()
    {
        var account = new StorageAccount(LocalOptions.DevelopmentStorage);

        account.IsLocal.ShouldBeTrue();
        account.AzuriteAccount.ShouldBeNull();
        account.Endpoints.Select(e => e.Port).ShouldBe([10000, 10001, 10002]);
    }

    [Fact]
    public void StorageAccount_OwnPorts_TellsAzuriteItsAccount()
    {
        var account = new StorageAccount("DefaultEndpointsProtocol=http;AccountName=mine;AccountKey=c2VjcmV0;BlobEndpoint=http://127.0.0.1:2000/mine;QueueEndpoint=http://127.0.0.1:2001/mine;TableEndpoint=http://127.0.0.1:2002/mine;");

        account.AzuriteAccount.ShouldBe("mine:c2VjcmV0");
        account.Endpoints.Select(e => e.Port).ShouldBe([2000, 2001, 2002]);
    }
}
