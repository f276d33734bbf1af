using System.Text.Json;
using Activation.IntegrationTests.Delivery;
using Activation.IntegrationTests.Support;
using Activation.Storage;
using Activation.Sync;
using Activation.Sync.Ledger;

namespace Activation.IntegrationTests.Catalogue;

/// <summary>A row of a ledger.</summary>
/// <param name="Value">Of the one identifier that its sync sends.</param>
internal sealed record LedgerRow(ProfileId Profile, LedgerState State, string Value);

internal static class LedgerRows
{
    /// <summary>The current rows of the sync that is named like its platform.</summary>
    public static async Task<IReadOnlyList<LedgerRow>> ReadAsync(DeliveryHost host, PlatformSample platform)
    {
        var store = host.Get<LedgerStore>();
        var ledger = await store.ReadAsync(new SyncId(platform.Type), CancellationToken.None);
        using var session = new DuckDbSession(host.Get<ScratchFolder>(), 256);
        await using var files = await store.OpenAsync(session, ledger.Manifest, LedgerStore.AllShards, CancellationToken.None);
        using var command = session.Command("SELECT pid, state, data FROM ledger");
        using var reader = command.ExecuteReader();
        var rows = new List<LedgerRow>();
        while (reader.Read())
        {
            var value = JsonElement.Parse(reader.GetString(2)).GetProperty(platform.Identifier).EnumerateArray().ShouldHaveSingleItem().GetString();
            rows.Add(new LedgerRow(new ProfileId(reader.GetGuid(0)), (LedgerState)reader.GetByte(1), value ?? ""));
        }

        return rows;
    }
}
