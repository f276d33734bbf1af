using Activation.Monitoring.Audit;
using Activation.Tests.Api;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Activation.Tests.Monitoring;

public sealed class AuditLogTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 6, 0, 0, TimeSpan.Zero);

    private readonly AuditTable table = new(new NothingStored());
    private readonly FakeTimeProvider time = new(Start);

    public void Dispose() => table.Dispose();

    [Fact]
    public async Task Append_ByManyAtOnce_IsOneChainWithoutGaps()
    {
        var hosts = Enumerable.Range(0, 4).Select(_ => Log()).ToList();

        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => WriteAsync(hosts[i % hosts.Count], $"change{i}")));

        var verified = await Log().VerifyAsync(null, CancellationToken.None);
        verified.Ok.ShouldBeTrue();
        verified.Entries.ShouldBe(120);
        var entries = await Log().ListAsync(null, null, 1000, null, CancellationToken.None);
        entries.Select(e => e.Number).ShouldBe(Enumerable.Range(1, 120).Reverse().Select(n => (long)n));
        entries.GroupBy(e => e.Change).ShouldAllBe(g => g.Count() == 2 && g.First().Phase == AuditPhase.Outcome && g.Last().Phase == AuditPhase.Intent);
    }

    [Fact]
    public async Task Verify_Empty_Holds() => (await Log().VerifyAsync(null, CancellationToken.None)).ShouldBe(new AuditVerification(true, 0, null, null));

    [Fact]
    public async Task Verify_ChangedEntry_NamesIt()
    {
        await WriteAsync(Log(), "a", "b", "c");
        table.Tamper(3, entry => entry["by"] = "somebody-else");

        await ShouldBreakAsync(3, AuditBreakReason.EntryChanged);
    }

    [Fact]
    public async Task Verify_RemovedEntry_NamesTheOneAfterIt()
    {
        await WriteAsync(Log(), "a", "b", "c");
        table.Remove(4);

        await ShouldBreakAsync(5, AuditBreakReason.EntryMissing);
    }

    [Fact]
    public async Task Verify_FirstEntryRemoved_NamesTheSecond()
    {
        await WriteAsync(Log(), "a");
        table.Remove(1);

        await ShouldBreakAsync(2, AuditBreakReason.EntryMissing);
    }

    [Fact]
    public async Task Verify_EntryWrittenAnewWithItsHash_NamesItsLink()
    {
        await WriteAsync(Log(), "a", "b");
        table.Forge(2);

        await ShouldBreakAsync(2, AuditBreakReason.LinkBroken);
    }

    [Fact]
    public async Task Verify_SeveralFaults_NamesTheFirst()
    {
        await WriteAsync(Log(), "a", "b", "c");
        table.Tamper(5, entry => entry["path"] = "/api/other");
        table.Tamper(2, entry => entry["path"] = "/api/other");

        await ShouldBreakAsync(2, AuditBreakReason.EntryChanged);
    }

    [Fact]
    public async Task Verify_EndCutOff_IsSeenByWhoNotedTheHead()
    {
        await WriteAsync(Log(), "a", "b");
        var head = (await Log().VerifyAsync(null, CancellationToken.None)).Head.ShouldNotBeNull();
        await WriteAsync(Log(), "c");
        (await Log().VerifyAsync(head, CancellationToken.None)).Ok.ShouldBeTrue();
        foreach (var number in new[] { 6, 5, 4 })
        {
            table.Remove(number);
        }

        (await Log().VerifyAsync(null, CancellationToken.None)).Ok.ShouldBeTrue("a chain that ends early is a chain");
        (await Log().VerifyAsync(head, CancellationToken.None)).Broken.ShouldBe(new AuditBreak(4, AuditBreakReason.NotTheNoted));
    }

    [Fact]
    public async Task List_TimesOfOneHostBehind_NeverGoBack()
    {
        await WriteAsync(Log(), "a");
        time.SetUtcNow(Start + TimeSpan.FromHours(1));
        await WriteAsync(Log(), "b");
        await WriteAsync(new AuditLog(table.Storage(), new FakeTimeProvider(Start), NullLogger<AuditLog>.Instance), "late");

        var times = (await Log().ListAsync(null, null, 100, null, CancellationToken.None)).Select(e => e.At).ToList();
        times.ShouldBe(times.OrderDescending());
        (await Log().ListAsync(Start + TimeSpan.FromMinutes(30), null, 100, null, CancellationToken.None)).Count.ShouldBe(4);
        (await Log().ListAsync(null, Start + TimeSpan.FromMinutes(30), 100, null, CancellationToken.None)).Select(e => e.Change).Distinct().ShouldBe(["a"]);
    }

    private AuditLog Log() => new(table.Storage(), time, NullLogger<AuditLog>.Instance);

    private static async Task WriteAsync(AuditLog log, params string[] changes)
    {
        foreach (var id in changes)
        {
            var change = new AuditChange(id, "local", "PUT", $"/api/segments/{id}", "before");
            await log.BeginAsync(change, CancellationToken.None);
            await log.EndAsync(change, new AuditOutcome(200, null, "after", ["rule.all[1].value"], null), CancellationToken.None);
        }
    }

    private async Task ShouldBreakAsync(long number, AuditBreakReason reason)
    {
        var verified = await Log().VerifyAsync(null, CancellationToken.None);
        verified.Ok.ShouldBeFalse();
        verified.Broken.ShouldBe(new AuditBreak(number, reason));
    }
}
