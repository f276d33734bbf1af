using Activation.Delivery.Accounts;
using Activation.Destinations;
using Activation.IntegrationTests.Support;

namespace Activation.IntegrationTests.Delivery;

/// <summary>What several hosts on one storage do to an account together, and what that costs.</summary>
public sealed class AccountSharingTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly AccountLimits Limits = new(Concurrency: 2, CallsPerMinute: 60, Burst: 40);
    private static readonly AccountRef Account = new("meta.act_1", "credentials:meta", Limits);
    private static readonly AccountRef Other = new("meta.act_2", "credentials:other", Limits);

    [Fact]
    public async Task Tokens_OfTwoHosts_AreTogetherNoMoreThanTheBurst()
    {
        await using var host = await DeliveryHost.StartAsync(azurite.NewAccount());
        var peer = host.Peer();
        await using var owned = peer.Owned;
        var entered = 0;
        DestinationResult? refusal = null;
        for (var call = 0; refusal is null; call++)
        {
            await using var entry = await (call % 2 == 0 ? host : peer).Get<AccountGate>().EnterAsync(Account, CancellationToken.None);
            refusal = entry.Refusal;
            entered += refusal is null ? 1 : 0;
        }

        entered.ShouldBeInRange(Limits.Burst - AccountPace.Reserve(Limits), Limits.Burst);
        (refusal.Outcome, refusal.Wait).ShouldBe((DestinationOutcome.Throttled, TimeSpan.FromSeconds(1)));
        await using var another = await host.Get<AccountGate>().EnterAsync(Other, CancellationToken.None);
        another.Refusal.ShouldBeNull("another account has its own");
    }

    [Fact]
    public async Task HostDies_ItsSlotsAreFreeWhenItsLeasesEnd()
    {
        var account = azurite.NewAccount();
        await using var host = await DeliveryHost.StartAsync(account, ("Activation:Storage:LeaseSeconds", "15"));

        // Its clock stands still, so that it renews no lease; the storage goes by its own.
        await using var dead = await DeliveryHost.StartAsync(account, ("Activation:Storage:LeaseSeconds", "15"));
        for (var slot = 0; slot < Limits.Concurrency; slot++)
        {
            (await dead.Get<AccountGate>().EnterAsync(Account, CancellationToken.None)).Refusal.ShouldBeNull();
        }

        await using (var early = await host.Get<AccountGate>().EnterAsync(Account, CancellationToken.None))
        {
            early.Refusal?.Code.ShouldBe("accountBusy");
        }

        await Polling.UntilTrueAsync("a slot", TimeSpan.FromSeconds(20), async () =>
        {
            host.Time.Advance(TimeSpan.FromSeconds(1));
            await using var entry = await host.Get<AccountGate>().EnterAsync(Account, CancellationToken.None);
            return entry.Refusal is null;
        });
    }

    [Fact]
    public async Task Entry_OfAnAccount_CostsFourCallsOfTheStorageAndFewerWhereItIsBusy()
    {
        var account = azurite.NewAccount();
        await using var host = await DeliveryHost.StartAsync(account);
        await using var proxy = await StorageProxy.StartAsync(account, CancellationToken.None);
        var counted = host.Peer(proxy.ConnectionString);
        await using var owned = counted.Owned;
        var gate = counted.Get<AccountGate>();

        // Both slots, one after the other, so that their blobs are there; tokens for the next calls come along.
        await using (await gate.EnterAsync(Account, CancellationToken.None))
        await using (await gate.EnterAsync(Account, CancellationToken.None))
        {
        }

        (await CallsAsync(async () =>
        {
            await using var entry = await gate.EnterAsync(Account, CancellationToken.None);
            await gate.ReportAsync(Account, DestinationResult.Success, CancellationToken.None);
        })).ShouldBe(4, "what is known of credentials and account, a lease and its end");

        await using var first = await host.Get<AccountGate>().EnterAsync(Account, CancellationToken.None);
        await using var second = await host.Get<AccountGate>().EnterAsync(Account, CancellationToken.None);
        (await CallsAsync(RefusedAsync)).ShouldBe(4, "each slot is asked for once");
        (await CallsAsync(RefusedAsync)).ShouldBe(2, "and not again at once");

        async Task RefusedAsync()
        {
            await using var entry = await gate.EnterAsync(Account, CancellationToken.None);
            entry.Refusal?.Code.ShouldBe("accountBusy");
        }

        async Task<int> CallsAsync(Func<Task> act)
        {
            var before = proxy.Requests.Count;
            await act();
            return proxy.Requests.Count - before;
        }
    }

    [Fact]
    public async Task Entry_WhileASlotThatNobodyUsedIsFreed_IsNotRefused()
    {
        await using var host = await DeliveryHost.StartAsync(azurite.NewAccount());
        var gate = host.Get<AccountGate>();
        var account = new AccountRef("meta.act_3", "credentials:meta", new AccountLimits(Concurrency: 2, CallsPerMinute: 10_000, Burst: 10_000));
        for (var round = 0; round < 40; round++)
        {
            await using var first = await gate.EnterAsync(account, CancellationToken.None);
            await using (await gate.EnterAsync(account, CancellationToken.None))
            {
            }

            // The second call's slot is kept for the next one, and freed about when that comes.
            host.Time.Advance(AccountRack.Unused);
            await Task.Delay(round % 3);
            await using var next = await gate.EnterAsync(account, CancellationToken.None);

            next.Refusal.ShouldBeNull();
        }
    }
}
