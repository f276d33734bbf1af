using Activation.Delivery;
using Activation.Delivery.Accounts;
using Activation.Destinations;
using CsCheck;

namespace Activation.Tests.Delivery;

public sealed class AccountPaceTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 6, 0, 0, TimeSpan.Zero);
    private static readonly AccountLimits Limits = new(Concurrency: 4, CallsPerMinute: 60, Burst: 10);
    private static readonly DeliveryOptions Options = new() { BackoffSeconds = 10, MaxBackoffSeconds = 60, GiveUpHours = 24 };

    [Fact]
    public void Take_ByTwoHostsAtRandom_NeverMoreThanBurstAndRateInAnyWindow() =>
        Gen.Select(Gen.Int[1, 10], Gen.Int[0, 3_000].Array[1, 200]).Sample((most, pauses) =>
        {
            var state = new AccountState();
            var taken = new List<(double At, int Count)>();
            var now = Now;
            foreach (var pause in pauses)
            {
                now += TimeSpan.FromMilliseconds(pause);
                (state, var count, var wait) = AccountPace.Take(state, Limits, most, now);
                (count > 0).ShouldBe(wait == TimeSpan.Zero);
                taken.Add(((now - Now).TotalSeconds, count));
            }

            for (var from = 0; from < taken.Count; from++)
            {
                for (var (to, sum) = (from, 0); to < taken.Count; to++)
                {
                    sum += taken[to].Count;
                    sum.ShouldBeLessThanOrEqualTo(Limits.Burst + (int)Math.Ceiling((taken[to].At - taken[from].At) * Limits.CallsPerMinute / 60));
                }
            }
        });

    [Fact]
    public void Take_BucketIsEmpty_SaysWhenThereIsATokenAgain()
    {
        var (state, taken, _) = AccountPace.Take(new AccountState(), Limits, 100, Now);
        taken.ShouldBe(10);

        var (_, none, wait) = AccountPace.Take(state, Limits, 1, Now.AddMilliseconds(250));
        (none, wait).ShouldBe((0, TimeSpan.FromMilliseconds(750)));
        AccountPace.Take(state, Limits, 1, Now.AddSeconds(1)).Taken.ShouldBe(1);
    }

    [Fact]
    public void Take_ManyFindTheBucketEmpty_HaveTheirTurnsOneAfterTheOther()
    {
        var (state, _, _) = AccountPace.Take(new AccountState(), Limits, 10, Now);
        var waits = new List<double>();
        for (var call = 0; call < 400; call++)
        {
            (state, _, var wait) = AccountPace.Take(state, Limits, 1, Now);
            waits.Add(wait.TotalSeconds);
        }

        waits.Take(4).ShouldBe([1, 2, 3, 4]);
        waits[^1].ShouldBe(300, "the longest");
    }

    [Fact]
    public void Take_AllWhoWaitedStayAway_NextOnesHaveTheirTurnSoon()
    {
        var (state, _, _) = AccountPace.Take(new AccountState(), Limits, 10, Now);
        for (var call = 0; call < 100; call++)
        {
            (state, _, _) = AccountPace.Take(state, Limits, 1, Now);
        }

        (state, var taken, _) = AccountPace.Take(state, Limits, 10, Now.AddSeconds(10));

        taken.ShouldBe(10, "what was promised and is there goes to whoever comes");
        AccountPace.Take(state, Limits, 1, Now.AddSeconds(10)).Wait.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Take_TokensComeRarely_WaitIsNeverShorterThanToTheNext()
    {
        var rare = new AccountLimits(1, 0.1, 1);
        var (state, _, _) = AccountPace.Take(new AccountState(), rare, 1, Now);

        (state, _, var first) = AccountPace.Take(state, rare, 1, Now);
        var (_, _, second) = AccountPace.Take(state, rare, 1, Now);

        (first, second).ShouldBe((TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10)));
    }

    [Theory]
    [InlineData(80, 200, 20)]
    [InlineData(600, 10, 5)]
    [InlineData(180, 3, 1)]
    [InlineData(60, 1, 1)]
    [InlineData(100_000, 10_000, 1_666)]
    public void Reserve_OfABucket_LeavesOthersTheirShare(double callsPerMinute, int burst, int tokens) =>
        AccountPace.Reserve(new AccountLimits(1, callsPerMinute, burst)).ShouldBe(tokens);

    [Fact]
    public void Take_ClockOfAnotherHostIsBehind_GivesNothingTwice()
    {
        var (state, _, _) = AccountPace.Take(new AccountState(), Limits, 10, Now);

        (state, _, _) = AccountPace.Take(state, Limits, 1, Now.AddSeconds(-30));

        AccountPace.Take(state, Limits, 5, Now).Taken.ShouldBe(0);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(9, 0)]
    [InlineData(10, 1)]
    [InlineData(69, 60)]
    public void Delay_OfCallsBeyondTheBurst_GrowsByTheRate(int index, double seconds) => AccountPace.Delay(Limits, index).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void After_Throttled_BlocksForWhatIsAskedAndNoShorterThanBefore()
    {
        var state = AccountPace.After(new AccountState(), Result(DestinationOutcome.Throttled, TimeSpan.FromMinutes(5)), Options, Now, 0);
        AccountPace.Blocked(state, Now).ShouldBe(TimeSpan.FromMinutes(5));

        state = AccountPace.After(state, Result(DestinationOutcome.Throttled, TimeSpan.FromMinutes(1)), Options, Now, 0);
        AccountPace.Blocked(state, Now).ShouldBe(TimeSpan.FromMinutes(5));

        // A call that began before the throttle ends well: that does not lift it.
        state = AccountPace.After(state, DestinationResult.Success, Options, Now, 0);
        AccountPace.Blocked(state, Now).ShouldBe(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void After_SuccessThatAsksToSlowDown_BlocksWithoutAFailure()
    {
        var state = AccountPace.After(new AccountState(), DestinationResult.Success with { Wait = TimeSpan.FromMinutes(2) }, Options, Now, 0);

        AccountPace.Blocked(state, Now).ShouldBe(TimeSpan.FromMinutes(2));
        DestinationHealth.Of(state, new AccountState(), Now).Health.ShouldBe(HealthState.Throttled);
        DestinationHealth.Of(state, new AccountState(), Now.AddMinutes(3)).Health.ShouldBe(HealthState.Ok);
    }

    [Fact]
    public void After_FailuresInARow_RestLongerEachTimeUntilAProbeSucceeds()
    {
        var state = new AccountState();
        var rests = new List<double>();
        for (var i = 0; i < 7; i++)
        {
            state = AccountPace.After(state, Result(DestinationOutcome.Retry), Options, Now, 1);
            rests.Add(AccountPace.Blocked(state, Now)?.TotalSeconds ?? 0);
            state = state with { BlockedUntil = null };
        }

        rests.ShouldBe([0, 0, 10, 20, 40, 60, 60]);
        (AccountPace.IsFailing(state), state.FailingSince).ShouldBe((true, Now));

        var probing = AccountPace.Probe(state, TimeSpan.FromSeconds(30), Now);
        AccountPace.Blocked(probing, Now).ShouldBe(TimeSpan.FromSeconds(30));
        AccountPace.After(probing, DestinationResult.Success, Options, Now, 1).ShouldBe(new AccountState());
    }

    [Fact]
    public void After_FailureWithAWait_RestsAsLongAsThePlatformAsks() =>
        AccountPace.Blocked(AccountPace.After(new AccountState(), Result(DestinationOutcome.Retry, TimeSpan.FromMinutes(3)), Options, Now, 1), Now).ShouldBe(TimeSpan.FromMinutes(3));

    [Fact]
    public void Disconnect_Again_SaysSinceWhenAndWhatToDo()
    {
        var refusal = new DestinationResult(DestinationOutcome.Reconnect, "190", "Make a new token.");
        var state = AccountPace.Disconnect(AccountPace.Disconnect(new AccountState(), refusal, Now), refusal, Now.AddSeconds(1));

        DestinationHealth.Of(state, new AccountState(), Now).ShouldBe(new DestinationHealth(HealthState.Reconnect, "190", "Make a new token.", Now, null));
        AccountPace.Reconnect(state).ShouldBe(new AccountState());
        AccountPace.After(new AccountState(), refusal, Options, Now, 0).ShouldBe(new AccountState(), "the account itself answers");
    }

    [Theory]
    [InlineData(0, 60, 10, "concurrency")]
    [InlineData(65, 60, 10, "concurrency")]
    [InlineData(4, 0, 10, "callsPerMinute")]
    [InlineData(4, double.NaN, 10, "callsPerMinute")]
    [InlineData(4, 60, 0, "burst")]
    public void Check_LimitsOutOfRange_NamesTheField(int concurrency, double callsPerMinute, int burst, string field) =>
        Should.Throw<ProblemException>(() => new AccountLimits(concurrency, callsPerMinute, burst).Check()).Path.ShouldBe($"limits.{field}");

    private static DestinationResult Result(DestinationOutcome outcome, TimeSpan? wait = null) => new(outcome, "code", "message", wait);
}
