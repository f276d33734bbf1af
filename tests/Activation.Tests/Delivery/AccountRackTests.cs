using Activation.Delivery.Accounts;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace Activation.Tests.Delivery;

public sealed class AccountRackTests
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(100)]
    [InlineData(30_000)]
    public async Task Enter_NoRoom_IsSentAwayAtOnceHoweverShortCallsAre(int milliseconds)
    {
        var rack = await FullAsync(count: 2, TimeSpan.FromMilliseconds(milliseconds));

        var third = rack.EnterAsync(CancellationToken.None);

        third.IsCompleted.ShouldBeTrue("messages of other accounts are waiting for its thread");
        (await third).ShouldBeFalse();
        rack.Leave();
        (await rack.EnterAsync(CancellationToken.None)).ShouldBeFalse("the slot is not free yet");
        rack.MakeRoom();
        (await rack.EnterAsync(CancellationToken.None)).ShouldBeTrue();
    }

    [Fact]
    public async Task NextTurn_OneAfterTheOther_AsCallsEnd()
    {
        var rack = await FullAsync(count: 2, TimeSpan.FromSeconds(30));

        Enumerable.Range(0, 6).Select(_ => rack.NextTurn().TotalSeconds).ShouldBe([15, 30, 45, 60, 60, 60]);

        time.Advance(TimeSpan.FromMinutes(2));
        rack.NextTurn().ShouldBe(TimeSpan.FromSeconds(15));
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

        var kept = rack.Keep(slot).ShouldNotBeNull();

        rack.Leave().ShouldBeFalse();
        rack.MakeRoom();
        rack.TakeKept().ShouldBeSameAs(kept);
        rack.TakeKept().ShouldBeNull("it is taken");
        rack.TryTakeUnused(kept).ShouldBeFalse();
    }

    [Fact]
    public async Task TryKeep_NoOtherCallIsUnderWay_IsNotKept()
    {
        var rack = await FullAsync(count: 2, held: null);
        rack.Leave();

        rack.Keep(Slot(0)).ShouldBeNull();

        rack.Leave().ShouldBeTrue("it was the last");
    }

    [Fact]
    public async Task TryKeep_ForTwoSeconds_ThenOtherHostsHaveTheirTurn()
    {
        var rack = await FullAsync(count: 2, held: null);
        var slot = Slot(0);
        time.Advance(TimeSpan.FromSeconds(1.9));
        var kept = rack.Keep(slot).ShouldNotBeNull();
        rack.TakeKept().ShouldBeSameAs(kept);

        time.Advance(TimeSpan.FromSeconds(0.1));

        rack.Keep(kept).ShouldBeNull();
    }

    [Fact]
    public async Task TryKeep_LeaseIsLost_IsNotKept()
    {
        var rack = await FullAsync(count: 2, held: null);

        rack.Keep(Slot(0) with { Lost = new CancellationToken(canceled: true) }).ShouldBeNull();
    }

    [Fact]
    public async Task TryTakeUnused_NobodyTookIt_IsTakenOnceAndTakesRoomUntilItIsFree()
    {
        var rack = await FullAsync(count: 2, TimeSpan.FromMilliseconds(100));
        var kept = rack.Keep(Slot(1)).ShouldNotBeNull();
        rack.Leave();
        rack.MakeRoom();

        rack.TryTakeUnused(kept).ShouldBeTrue();

        rack.TakeKept().ShouldBeNull();
        var next = rack.EnterAsync(CancellationToken.None);
        next.IsCompleted.ShouldBeFalse("it would find no slot, and does in a moment");
        (await rack.EnterAsync(CancellationToken.None)).ShouldBeFalse("there is one for the first alone");
        rack.MakeFreedRoom();
        (await next).ShouldBeTrue();
    }

    [Fact]
    public async Task TryTakeUnused_AnotherCallIsAboutToTakeIt_LeavesItToThat()
    {
        var rack = await FullAsync(count: 2, held: null);

        rack.TryTakeUnused(rack.Keep(Slot(1)).ShouldNotBeNull()).ShouldBeFalse();

        rack.TakeKept().ShouldNotBeNull();
    }

    [Fact]
    public async Task TryTakeUnused_ItWasUsedSinceAndIsKeptAgain_IsLeftForAsLongAsThatTime()
    {
        var rack = await FullAsync(count: 2, held: null);
        var first = rack.Keep(Slot(1)).ShouldNotBeNull();
        rack.Leave();
        rack.MakeRoom();
        await rack.EnterAsync(CancellationToken.None);
        var second = rack.Keep(rack.TakeKept().ShouldNotBeNull()).ShouldNotBeNull();
        rack.Leave();
        rack.MakeRoom();

        rack.TryTakeUnused(first).ShouldBeFalse();
        rack.TryTakeUnused(second).ShouldBeTrue();
    }

    private KeptSlot Slot(int number) => new(number, Mock.Of<IAsyncDisposable>(), time.GetTimestamp(), CancellationToken.None);

    /// <summary>No room is left in it.</summary>
    /// <param name="held">How long a call took.</param>
    private async Task<AccountRack> FullAsync(int count, TimeSpan? held)
    {
        var rack = new AccountRack(count, time);
        (await rack.EnterAsync(CancellationToken.None)).ShouldBeTrue();
        rack.Leave(held);
        rack.MakeRoom();
        for (var call = 0; call < count; call++)
        {
            (await rack.EnterAsync(CancellationToken.None)).ShouldBeTrue();
        }

        return rack;
    }
}
