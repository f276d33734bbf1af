using System.Globalization;
using Activation.Destinations;
using Activation.Destinations.ServerFiles;
using Activation.IntegrationTests.Support;
using Activation.Local.Sandbox;
using Activation.Sync;

namespace Activation.IntegrationTests.Delivery;

/// <summary>A sync to batch files in a bucket of the sandbox, whose runs have a control file each.</summary>
internal static class FileRuns
{
    public const string Destination = "files";

    /// <param name="maxBatch">Members of a file, at most; null: as many as the type takes.</param>
    /// <param name="limits">Null: the type's.</param>
    public static Task<DeliveryHost> StartAsync(AzuriteAccount account, int? maxBatch = null, AccountLimits? limits = null) =>
        DeliveryHost.StartAsync(account, new SandboxOptions(), services =>
        {
            if (maxBatch is { } most)
            {
                SmallBatches.Of<ServerFilesDestination>(services, most);
            }
        }).PreparedAsync(async host =>
        {
            await host.DefineServerFilesAsync(Destination);
            if (limits is not null)
            {
                await LimitAsync(host, limits);
            }

            await host.DefineSyncAsync("gold", Destination);
            await ChangeAsync(host, s => s with { Identifiers = ["externalId"] });
        });

    public static async Task ChangeAsync(DeliveryHost host, Func<SyncDefinition, SyncDefinition> change)
    {
        var sync = (await host.Get<Definitions>().Syncs.FindAsync("gold", CancellationToken.None)).ShouldNotBeNull();
        await host.Get<Definitions>().Syncs.PutAsync("gold", change(sync), CancellationToken.None);
    }

    public static async Task LimitAsync(DeliveryHost host, AccountLimits? limits)
    {
        var destinations = host.Get<Definitions>().Destinations;
        var stored = (await destinations.FindAsync(Destination, CancellationToken.None)).ShouldNotBeNull();
        await destinations.PutAsync(Destination, stored with { Limits = limits }, CancellationToken.None);
    }

    /// <summary>Handles all messages, by a host that dies at the first control file, and after that by another.</summary>
    /// <param name="afterItIsThere">Whether the first has written the control file then.</param>
    /// <returns>The control file as it was at the death; null if it was not there.</returns>
    public static async Task<byte[]?> PumpOverDeathAtTheControlFileAsync(DeliveryHost host, bool afterItIsThere)
    {
        var peer = host.Peer();
        await using var owned = peer.Owned;
        using var death = new CancellationTokenSource();
        byte[]? first = null;
        Task Die(SandboxCall call)
        {
            if (IsControl(call) && !death.IsCancellationRequested)
            {
                first = host.Platform.Files.GetValueOrDefault(call.Path);
                death.Cancel();
            }

            return Task.CompletedTask;
        }

        host.Platform.BeforeApply = (call, _) => afterItIsThere ? Task.CompletedTask : Die(call);
        host.Platform.AfterApply = (call, _) => afterItIsThere ? Die(call) : Task.CompletedTask;
        await PumpAsync(host, peer, death.Token);
        return first;
    }

    /// <summary>One host until its death, and then another, which is also handed what the first was at.</summary>
    private static async Task PumpAsync(DeliveryHost host, DeliveryHost peer, CancellationToken death)
    {
        while (host.Queue.Next is { } next)
        {
            if (next.Due > host.Time.GetUtcNow())
            {
                host.Time.SetUtcNow(next.Due);
            }

            if (!host.Queue.TryReceive(out var message))
            {
                continue;
            }

            try
            {
                await (death.IsCancellationRequested ? peer.HandleAsync(message, CancellationToken.None) : host.HandleAsync(message, death));
            }
            catch (Exception) when (death.IsCancellationRequested)
            {
                host.Queue.PutBack(message);
            }
        }
    }

    public static bool IsControl(SandboxCall call) => call.Path.EndsWith(".info", StringComparison.Ordinal);

    /// <summary>What a reader of the files knows if it holds these members.</summary>
    public static IReadOnlyList<string> Held(params IEnumerable<int>[] members) =>
        [.. members.SelectMany(m => m).Select(i => string.Create(CultureInfo.InvariantCulture, $"gold externalId:M{i:d5}")).Order(StringComparer.Ordinal)];
}
