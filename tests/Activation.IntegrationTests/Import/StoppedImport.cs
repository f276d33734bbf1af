using Activation.Import;
using Activation.IntegrationTests.Support;

namespace Activation.IntegrationTests.Import;

/// <summary>An import that stops at a storage request, before it or after it was carried out, and that another host carries on.</summary>
internal static class StoppedImport
{
    /// <param name="request">The n-th such request is the last.</param>
    /// <param name="prepare">Imports what is there before, and drops the file whose import is stopped.</param>
    /// <param name="check">What is the same as if nothing had happened, with the file's receipt.</param>
    public static async Task CarryOnAsync(AzuriteFixture azurite, Func<ProxiedRequest, bool> request, int nth, Func<ImportHost, Task<ImportId>> prepare, Func<ImportHost, ImportRecord, Task> check)
    {
        foreach (var moment in new[] { TrapMoment.BeforeRequest, TrapMoment.AfterResponse })
        {
            var account = azurite.NewAccount();
            var key = Convert.ToBase64String(new byte[32]);
            await using var proxy = await StorageProxy.StartAsync(account, CancellationToken.None);
            ImportId id;
            await using (var first = await ImportHost.StartAsync(proxy.ConnectionString, key, chunkRows: 100))
            {
                id = await prepare(first);
                using var stop = new CancellationTokenSource();
                var trap = new StorageTrap(request, nth, moment, stop.CancelAsync);
                proxy.Set(trap);
                await Should.ThrowAsync<Exception>(() => first.DrainAsync(stop.Token));
                trap.Sprung.IsCompleted.ShouldBeTrue();
                proxy.Set(null);
            }

            await using var second = await ImportHost.StartAsync(account.ConnectionString, key, chunkRows: 100);
            await second.DrainAsync();

            var receipt = (await second.Imports.FindAsync(id, CancellationToken.None)).ShouldNotBeNull();
            receipt.State.ShouldBe(ImportState.Completed);
            (await second.RejectsAsync(receipt)).Count(c => c == '\n').ShouldBe(2, "the header and the broken row");
            await second.ShouldHaveNoCheckpointsAsync();
            await check(second, receipt);
        }
    }
}
