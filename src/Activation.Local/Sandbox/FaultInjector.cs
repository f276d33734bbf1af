namespace Activation.Local.Sandbox;

/// <summary>Draws the faults of a <see cref="SandboxFaultPlan"/>.</summary>
internal sealed class FaultInjector
{
    private static readonly SandboxFault[] Default = [SandboxFault.Throttle, SandboxFault.Error500, SandboxFault.Html, SandboxFault.LostResponse];

    private readonly Lock gate = new();
    private SandboxFaultPlan? plan;
    private Random random = new(0);
    private int left;

    public void Set(SandboxFaultPlan? newPlan)
    {
        lock (gate)
        {
            plan = newPlan;
            random = new Random(newPlan?.Seed ?? 0);
            left = newPlan?.Count ?? int.MaxValue;
        }
    }

    public SandboxFault? Next(SandboxCall call)
    {
        lock (gate)
        {
            if (plan is null || left <= 0 || (plan.Only is { } only && only != call.Operation) || random.NextDouble() >= plan.FailRate)
            {
                return null;
            }

            left--;
            var kinds = plan.Kinds.Count > 0 ? plan.Kinds : Default;
            return kinds[random.Next(kinds.Count)];
        }
    }
}
