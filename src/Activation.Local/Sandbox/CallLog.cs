namespace Activation.Local.Sandbox;

/// <summary>The latest calls.</summary>
internal sealed class CallLog
{
    private const int Most = 20_000;

    private readonly Lock gate = new();
    private readonly Queue<SandboxCall> calls = [];
    private int number;

    public IReadOnlyList<SandboxCall> All
    {
        get
        {
            lock (gate)
            {
                return [.. calls];
            }
        }
    }

    public int NextNumber() => Interlocked.Increment(ref number);

    public void Add(SandboxCall call)
    {
        lock (gate)
        {
            calls.Enqueue(call);
            if (calls.Count > Most)
            {
                calls.Dequeue();
            }
        }
    }

    public void Clear()
    {
        lock (gate)
        {
            calls.Clear();
        }
    }
}
