using Activation.Delivery.Accounts;

namespace Activation.Tests.Delivery;

public sealed class AccountTurnsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 6, 0, 0, TimeSpan.Zero);
    private static readonly SyncId Large = new("large");
    private static readonly SyncId Small = new("small");

    [Theory]
    [InlineData(null, false)]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void MustYield_AnotherSyncWaits_IfItBeganBeforeTheBatchThatThisOneFollowsWasOver(int? secondsAfter, bool must)
    {
        var state = AccountTurns.Await(new AccountState(), Small, Now.AddSeconds(1), Now);
        var after = secondsAfter is { } seconds ? Now.AddSeconds(seconds) : (DateTimeOffset?)null;

        AccountTurns.MustYield(state, new AccountTurn(Large, after), Now.AddSeconds(2)).ShouldBe(must);
        AccountTurns.MustYield(state, new AccountTurn(Small, after), Now.AddSeconds(2)).ShouldBeFalse("nobody waits for itself");
    }

    [Fact]
    public void MustYield_WhoWaitedHasHadItsTurn_OrDoesNotComeAgain_Not()
    {
        var turn = new AccountTurn(Large, Now.AddSeconds(1));
        var state = AccountTurns.Await(new AccountState(), Small, Now.AddSeconds(1), Now);

        AccountTurns.MustYield(AccountTurns.Begin(state, Small), turn, Now.AddSeconds(1)).ShouldBeFalse();
        AccountTurns.MustYield(state, turn, Now.AddMinutes(1)).ShouldBeFalse();
    }

    [Fact]
    public void Await_AgainAndAgain_KeepsItsPlace()
    {
        var state = AccountTurns.Await(new AccountState(), Small, Now.AddSeconds(1), Now);
        state = AccountTurns.Await(state, Large, Now.AddSeconds(2), Now.AddSeconds(1));
        state = AccountTurns.Await(state, Small, Now.AddSeconds(9), Now.AddSeconds(2));

        AccountTurns.IsExpected(state, Small, Now.AddSeconds(9)).ShouldBeTrue();
        AccountTurns.MustYield(state, new AccountTurn(Large, Now.AddSeconds(0.5)), Now.AddSeconds(9)).ShouldBeTrue("it waits since the beginning");
        AccountTurns.MustYield(state, new AccountTurn(Small, Now.AddSeconds(0.5)), Now.AddSeconds(3)).ShouldBeFalse("the other waits since later");
    }

    /// <summary>Each waits for somebody who began earlier, so that one of them goes.</summary>
    [Fact]
    public void MustYield_ManySyncsInAnyOrder_NeverAll()
    {
        var random = new Random(20261129);
        for (var round = 0; round < 200; round++)
        {
            // Whoever yields has waited since a time that is not before its turn was over.
            var turns = Enumerable.Range(0, 6).Select(i => new AccountTurn(new SyncId($"sync{i}"), Now.AddMilliseconds(random.Next(20)))).ToList();
            var state = turns.OrderBy(_ => random.Next()).Aggregate(
                new AccountState(), (s, turn) => AccountTurns.Await(s, turn.Sync, Now.AddSeconds(1), (turn.After ?? Now).AddMilliseconds(random.Next(20))));

            turns.ShouldContain(t => !AccountTurns.MustYield(state, t, Now.AddSeconds(1)));
        }
    }
}
