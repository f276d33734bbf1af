using Activation.Delivery;
using Activation.Destinations;
using Activation.Sync;
using Activation.Sync.Planning;
using Microsoft.Extensions.Time.Testing;

namespace Activation.Tests.Delivery;

public sealed class LateDenialsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 6, 0, 0, TimeSpan.Zero);

    private static readonly RunRecord Run = new()
    {
        RunId = RunId.Scheduled(new SyncId("gold"), Now).Value, Sync = "gold", Mode = RunMode.Delta, State = RunState.Delivering, RequestedAt = Now, StartedAt = Now, BarredSources = ["phones"],
    };

    [Fact]
    public async Task Find_SourceBarredSinceThePlan_HoldsTheAddsOfRunsThatMayHaveItsIdentifiers()
    {
        var time = new FakeTimeProvider(Now);
        var denials = new LateDenials(new PlanScopes([new Barred("phones", "web")]), time);
        (await denials.FindAsync(Run, BatchOperation.Add, CancellationToken.None)).ShouldBeNull("it was planned just now");
        time.Advance(TimeSpan.FromMinutes(1));

        var denied = (await denials.FindAsync(Run, BatchOperation.Add, CancellationToken.None)).ShouldNotBeNull();

        (denied.Outcome, denied.Code).ShouldBe((DestinationOutcome.Stop, ExclusionReason.BlockedByExportControl));
        denied.Message.ShouldContain("source/web");
        denied.Message.ShouldNotContain("phones");
        (await denials.FindAsync(Run, BatchOperation.Remove, CancellationToken.None)).ShouldBeNull("whoever leaves may");
        (await denials.FindAsync(Run with { BarredSources = ["web", "phones"] }, BatchOperation.Add, CancellationToken.None)).ShouldBeNull("it was planned without them");
    }

    private sealed class Barred(params string[] sources) : IPlanScopeSource
    {
        public Task<PlanScope> ApplyAsync(PlanScope scope, SyncId sync, CancellationToken cancellationToken) => Task.FromResult(scope with { BarredSources = sources });
    }
}
