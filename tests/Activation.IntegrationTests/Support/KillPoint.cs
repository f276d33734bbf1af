using Activation.Local.Sandbox;

namespace Activation.IntegrationTests.Support;

/// <summary>An exact instant in the host's work at which it is killed.</summary>
/// <param name="Name">What was just being done.</param>
/// <param name="Matches">The storage request that tells the instant; null where a call to the platform does.</param>
/// <param name="Nth">Which one of them.</param>
internal sealed record KillPoint(string Name, Func<ProxiedRequest, bool>? Matches, int Nth, TrapMoment Moment)
{
    /// <summary>The platform has accepted a call and not applied it, or applied and not answered it.</summary>
    public static KillPoint AtCall(string name, int nth, TrapMoment moment) => new(name, null, nth, moment);

    /// <summary>Arms the point; the answer ends when the host is dead.</summary>
    public Task Arm(Scenario scenario)
    {
        var trap = new StorageTrap(Matches ?? (_ => false), Nth, Moment, scenario.KillHostAsync);
        if (Matches is not null)
        {
            (scenario.Proxy ?? throw new InvalidOperationException("The scenario has no proxy.")).Set(trap);
            return trap.Sprung;
        }

        var calls = 0;
        async Task KillAsync(SandboxCall call, CancellationToken cancellationToken)
        {
            if (call.Operation is "add" or "remove" or "replace" && Interlocked.Increment(ref calls) == Nth)
            {
                await trap.SpringAsync();
            }
        }

        if (Moment == TrapMoment.BeforeRequest)
        {
            scenario.Platform.BeforeApply = KillAsync;
        }
        else
        {
            scenario.Platform.AfterApply = KillAsync;
        }

        return trap.Sprung;
    }

    public override string ToString() => Name;
}
