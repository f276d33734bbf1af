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

    /// <summary>Handles all messages: one host until its death, and then another, which is also handed what the first was at.</summary>
    public static async Task PumpAsync(DeliveryHost host, DeliveryHost peer, CancellationToken death)
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
