using System.Collections.Concurrent;

namespace Activation.Local.Sandbox;

/// <summary>The sandbox from the inside: what tests look at and where they step in.</summary>
public sealed class SandboxPlatform
{
    private readonly SandboxState state;
    private readonly CallLog log = new();
    private readonly FaultInjector faults = new();
    private readonly ConcurrentDictionary<string, byte[]> files = new(StringComparer.Ordinal);

    internal SandboxPlatform(SandboxState state) => this.state = state;

    /// <summary>Decides the fault of a call before the plan does; null leaves it to the plan.</summary>
    public Func<SandboxCall, SandboxFault?>? Fault { get; set; }

    /// <summary>Rows for which a call is refused as a whole, by the row's keys (`EMAIL:…`; a webhook's are `id:…`, `email:…`): code 100, at a webhook 400.</summary>
    public Func<IReadOnlyList<string>, bool>? RefusesCallFor { get; set; }

    /// <summary>Rows of an upload that are counted as invalid though they are not, by the row's keys.</summary>
    public Func<IReadOnlyList<string>, bool>? RefusesRow { get; set; }

    /// <summary>Rows that a call takes and that are refused when it is worked on, by the row's keys; at Google.</summary>
    public Func<IReadOnlyList<string>, bool>? RefusesLater { get; set; }

    /// <summary>How many invalid rows the answer to an upload names.</summary>
    public int InvalidSamples { get; set; } = 100;

    /// <summary>Answers a call with this and does nothing; null lets it through.</summary>
    public Func<SandboxCall, SandboxAnswer?>? Answer { get; set; }

    /// <summary>How far a call's account has used up its limits, said in the answer's headers; null says nothing, or that there is no wait where the call is throttled.</summary>
    public Func<SandboxCall, SandboxUsage?>? Usage { get; set; }

    /// <summary>Runs when a call was accepted and is about to be applied.</summary>
    public Func<SandboxCall, CancellationToken, Task>? BeforeApply { get; set; }

    /// <summary>Runs when a call was applied and is not answered yet.</summary>
    public Func<SandboxCall, CancellationToken, Task>? AfterApply { get; set; }

    /// <summary>Calls in the order in which they were settled; each is here before its answer is out.</summary>
    public IReadOnlyList<SandboxCall> Calls => log.All;

    public IReadOnlyList<SandboxAudience> Audiences
    {
        get
        {
            lock (state.Gate)
            {
                return [.. state.Audiences.Select(a => new SandboxAudience(a.Id, a.Name, a.Description, a.AdAccount, a.People.Count, a.People.Keys.Count))];
            }
        }
    }

    /// <summary>Files that storages hold, by their path at the sandbox: `/serverfiles/s3/{bucket}/{key}`.</summary>
    public IReadOnlyDictionary<string, byte[]> Files => files.ToDictionary(StringComparer.Ordinal);

    internal void Put(string path, byte[] content) => files[path] = content;

    internal CallLog Log => log;

    public void ClearCalls() => log.Clear();

    /// <summary>Faults from now on; null ends them.</summary>
    public void SetFaults(SandboxFaultPlan? plan) => faults.Set(plan);

    /// <summary>Every matching key of an audience as `SCHEMA:value`, sorted; null if there is no such audience.</summary>
    public IReadOnlyList<string>? Keys(string audienceId)
    {
        lock (state.Gate)
        {
            return state.Find(audienceId) is { } audience ? [.. audience.People.Keys.Order(StringComparer.Ordinal)] : null;
        }
    }

    /// <summary>What each key's person is worth, in a value-based audience; null if there is no such audience, or it has no values.</summary>
    public IReadOnlyDictionary<string, double>? Values(string audienceId)
    {
        lock (state.Gate)
        {
            return state.Find(audienceId) is { HasValues: true } audience ? audience.Values.ToDictionary(StringComparer.Ordinal) : null;
        }
    }

    /// <summary>The people of an audience, each as its sorted keys; null if there is no such audience.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? People(string audienceId)
    {
        lock (state.Gate)
        {
            return state.Find(audienceId) is { } audience
                ? [.. audience.People.All.Select(p => p.Order(StringComparer.Ordinal).ToList()).OrderBy(p => p[0], StringComparer.Ordinal)]
                : null;
        }
    }

    /// <summary>The members that a webhook has received and not lost again, by profile id.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>> WebhookMembers(string name)
    {
        lock (state.Gate)
        {
            return state.Members(name).ToDictionary(StringComparer.Ordinal);
        }
    }

    internal SandboxFault? NextFault(SandboxCall call) => Fault?.Invoke(call) ?? faults.Next(call);
}
