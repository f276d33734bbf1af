using Activation.Local.Sandbox;

namespace Activation.IntegrationTests.Catalogue;

/// <summary>What goes wrong at the platforms: answers that get lost, throttles, errors, pages instead of answers, and people whom they refuse. Calls come one after the other.</summary>
internal sealed class PlatformTroubles
{
    private static readonly SandboxFault[] Kinds = [SandboxFault.LostResponse, SandboxFault.Throttle, SandboxFault.Error500, SandboxFault.Html];

    private readonly Random random;
    private readonly Dictionary<string, int> left = new(StringComparer.Ordinal);
    private readonly HashSet<(string Type, SandboxFault Kind)> met = [];
    private SandboxCall? current;
    private int most;
    private double rate;

    /// <param name="isRefused">Whether a destination type's platform refuses the person whom it knows by a value.</param>
    public PlatformTroubles(SandboxPlatform platform, Random random, Func<string, string, bool> isRefused)
    {
        this.random = random;
        platform.Fault = FaultOf;
        platform.BeforeApply = (call, _) =>
        {
            current = call;
            return Task.CompletedTask;
        };

        // Taking somebody out is never refused. A receiver of a webhook names no rows: it refuses the call.
        platform.RefusesRow = keys => current is { Operation: not "remove" } call && keys.Any(k => isRefused(TypeOf(call), ValueOf(k)));
        platform.RefusesCallFor = keys => current is { IsWebhook: true, Operation: "add" } call && keys.Any(k => isRefused(TypeOf(call), ValueOf(k)));
    }

    /// <summary>The kinds of faults that have been answered with so far, by destination type.</summary>
    public ILookup<string, SandboxFault> Met => met.ToLookup(m => m.Type, m => m.Kind, StringComparer.Ordinal);

    /// <summary>From now on; each platform's first call that changes an audience goes wrong in any case.</summary>
    /// <param name="share">Of the others, those that go wrong.</param>
    /// <param name="atMost">Calls of each platform that go wrong.</param>
    public void Begin(double share, int atMost)
    {
        (rate, most) = (share, atMost);
        left.Clear();
    }

    /// <summary>A key begins with what the platform calls it: `EMAIL:…`.</summary>
    private static string ValueOf(string key) => key[(key.LastIndexOf(':') + 1)..];

    private SandboxFault? FaultOf(SandboxCall call)
    {
        var type = TypeOf(call);
        var isFirst = !left.TryGetValue(type, out var remaining);
        remaining = isFirst ? most : remaining;
        if (call.Operation is not ("add" or "remove" or "replace" or "upload") || remaining == 0 || (!isFirst && random.NextDouble() >= rate))
        {
            return null;
        }

        left[type] = remaining - 1;
        var fault = Kinds[random.Next(Kinds.Length)];
        met.Add((type, fault));
        return fault;
    }

    /// <summary>Each stand-in is below its type; the Graph API is at the root.</summary>
    private static string TypeOf(SandboxCall call)
    {
        var first = call.Path.Split('/')[1];
        return call.IsWebhook ? "webhook" : first.StartsWith('v') && first.Contains('.', StringComparison.Ordinal) ? "meta" : first;
    }
}
