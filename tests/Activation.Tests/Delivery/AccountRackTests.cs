using Activation.Delivery.Accounts;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace Activation.Tests.Delivery;

public sealed class AccountRackTests
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Enter_CallsAreShort_WaitsForTheNextToEnd()
    {
        var rack = await FullAsync(count: 2, TimeSpan.FromMilliseconds(100));

        var third = rack.EnterAsync(CancellationToken.None);
        third.IsCompleted.ShouldBeFalse();
        rack.Leave();

        (await third).ShouldBeTrue();
    }

    [Fact]
    public async Task Enter_CallsAreLong_IsSentAwayAtOnceWithItsTurn()
    {
        var rack = await FullAsync(count: 2, TimeSpan.FromSeconds(30));

        var third = rack.EnterAsync(CancellationToken.None);

        third.IsCompleted.ShouldBeTrue("messages of other accounts are waiting for its thread");
        (await third).ShouldBeFalse();
        Enumerable.Range(0, 6).Select(_ => rack.NextTurn().TotalSeconds).ShouldBe([15, 30, 45, 60, 60, 60]);
        time.Advance(TimeSpan.FromMinutes(2));
        rack.NextTurn().ShouldBe(TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task Enter_MoreWaitThanWillHaveTheirTurn_OnlyTheFirstStay()
    {
        var rack = await FullAsync(count: 1, TimeSpan.FromMilliseconds(900));

        var entering = Enumerable.Range(0, 4).Select(_ => rack.EnterAsync(CancellationToken.None)).ToList();

        entering.Select(e => e.IsCompleted).ShouldBe([false, false, true, true]);
        rack.Leave();
        rack.Leave();
        (await Task.WhenAll(entering)).ShouldBe([true, true, false, false]);
    }

    [Fact]
    public async Task NextTurn_NoCallHasEnded_IsSoon() =>
        (await FullAsync(count: 1, held: null)).NextTurn().ShouldBe(TimeSpan.FromSeconds(1));

    [Fact]
    public void TryUse_SlotOfAnotherHost_IsTriedAgainAfterAMoment()
    {
        var rack = new AccountRack(2, time);
        rack.TryUse(0).ShouldBeTrue();
        rack.TryUse(0).ShouldBeFalse("a call of this host has it");
        rack.Free(0);
        rack.TryUse(0).ShouldBeTrue();

        rack.FoundElsewhere(0);

        rack.TryUse(0).ShouldBeFalse();
        rack.TryUse(1).ShouldBeTrue();
        time.Advance(TimeSpan.FromSeconds(1));
        rack.TryUse(0).ShouldBeTrue();
    }

    [Fact]
    public async Task TryKeep_AnotherCallIsUnderWay_TheNextHasTheSlot()
    {
        var rack = await FullAsync(count: 2, held: null);
        var slot = Slot(0);

        rack.TryKeep(slot).ShouldBeTrue();

        rack.Leave().ShouldBeFalse();
        rack.TakeKept().ShouldBeSameAs(slot);
        rack.TakeKept().ShouldBeNull("it is taken");
        rack.TryTakeKept(slot).ShouldBeFalse();
    }

    [Fact]
    public async Task TryKeep_NoOtherCallIsUnderWay_IsNotKept()
    {
        var rack = await FullAsync(count: 2, held: null);
        rack.Leave();

        rack.TryKeep(Slot(0)).ShouldBeFalse();

        rack.Leave().ShouldBeTrue("it was the last");
    }

    [Fact]
    public async Task TryKeep_ForTwoSeconds_ThenOtherHostsHaveTheirTurn()
    {
        var rack = await FullAsync(count: 2, held: null);
        var slot = Slot(0);
        time.Advance(TimeSpan.FromSeconds(1.9));
        rack.TryKeep(slot).ShouldBeTrue();
        rack.TakeKept().ShouldBeSameAs(slot);

        time.Advance(TimeSpan.FromSeconds(0.1));

        rack.TryKeep(slot).ShouldBeFalse();
    }

    [Fact]
    public async Task TryKeep_LeaseIsLost_IsNotKept()
    {
        var rack = await FullAsync(count: 2, held: null);

        rack.TryKeep(Slot(0) with { Lost = new CancellationToken(canceled: true) }).ShouldBeFalse();
    }

    [Fact]
    public async Task TryTakeKept_NobodyTookIt_IsTakenOnce()
    {
        var rack = await FullAsync(count: 2, held: null);
        var slot = Slot(1);
        rack.TryKeep(slot);

        rack.TryTakeKept(slot).ShouldBeTrue();
        rack.TakeKept().ShouldBeNull();
    }

    private KeptSlot Slot(int number) => new(number, Mock.Of<IAsyncDisposable>(), time.GetTimestamp(), CancellationToken.None);

    /// <summary>No room is left in it.</summary>
    /// <param name="held">How long a call took.</param>
    private async Task<AccountRack> FullAsync(int count, TimeSpan? held)
    {
        var rack = new AccountRack(count, time);
        (await rack.EnterAsync(CancellationToken.None)).ShouldBeTrue();
        rack.Leave(held);
        for (var call = 0; call < count; call++)
        {
            (await rack.EnterAsync(CancellationToken.None)).ShouldBeTrue();
        }

        return rack;
    }
}
