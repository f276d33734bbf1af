using System.Net;
using Activation.Destinations.Outgoing;

namespace Activation.Tests.Destinations.Outgoing;

public sealed class AllowedHostsTests
{
    private static AllowedHosts Parse(string text) => AllowedHosts.TryParse(text, out var hosts) ? hosts : throw new FormatException();

    [Fact]
    public void Allows_Nothing_LeavesPublicAddresses()
    {
        var none = Parse("");

        none.Allows("hooks.example.com").ShouldBeFalse();
        none.Allows(IPAddress.Loopback).ShouldBeFalse();
        none.Allows(IPAddress.Parse("1.1.1.1")).ShouldBeTrue();
    }

    [Fact]
    public void Allows_Name_IsThatNameAlone()
    {
        var hosts = Parse("Hooks.corp.example, other");

        hosts.Allows("hooks.corp.example").ShouldBeTrue();
        hosts.Allows("hooks.corp.example.").ShouldBeTrue();
        hosts.Allows("other").ShouldBeTrue();
        hosts.Allows("corp.example").ShouldBeFalse();
        hosts.Allows("a.hooks.corp.example").ShouldBeFalse();
    }

    [Fact]
    public void Allows_BlockAndAddress_AreWithinTheirBounds()
    {
        var hosts = Parse("10.1.0.0/16,192.168.0.7,fd00:1::/32,::1");

        hosts.Allows(IPAddress.Parse("10.1.255.255")).ShouldBeTrue();
        hosts.Allows(IPAddress.Parse("10.2.0.0")).ShouldBeFalse();
        hosts.Allows(IPAddress.Parse("192.168.0.7")).ShouldBeTrue();
        hosts.Allows(IPAddress.Parse("192.168.0.8")).ShouldBeFalse();
        hosts.Allows(IPAddress.Parse("fd00:1::5")).ShouldBeTrue();
        hosts.Allows(IPAddress.IPv6Loopback).ShouldBeTrue();
    }

    [Fact]
    public void Allows_Star_IsEveryHost() => Parse("*").Allows("localhost").ShouldBeTrue();

    [Theory]
    [InlineData("https://hooks.example.com")]
    [InlineData("hooks.example.com:8080")]
    [InlineData("10.0.0.0/33")]
    [InlineData("*.example.com")]
    [InlineData("a b")]
    public void TryParse_SomethingElse_IsRefused(string text) => AllowedHosts.TryParse(text, out _).ShouldBeFalse();
}
