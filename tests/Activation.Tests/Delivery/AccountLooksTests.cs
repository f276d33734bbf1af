using Activation.Delivery.Accounts;
using Activation.Tests.Destinations;
using Microsoft.Extensions.Time.Testing;

namespace Activation.Tests.Delivery;

public sealed class AccountLooksTests
{
    private static readonly AccountRef Account = new("meta.act_1", "credentials:meta", null);
    private static readonly AccountRef Neighbour = new("meta.act_1", "credentials:other", null);

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero));
    private readonly AccountStateStore states = new(InMemoryTables.Storage());
    private readonly AccountLooks looks;

    public AccountLooksTests() => looks = new AccountLooks(states, time);

    [Fact]
    public async Task Recent_Alone_IsNothing()
    {
        looks.Enter(Account);
        await looks.ReadAsync(Account, CancellationToken.None);

        looks.Recent(Account).ShouldBeNull();
    }

    [Fact]
    public async Task Recent_AnotherCallIsUnderWay_IsWhatItSawForAMoment()
    {
        await states.UpdateAsync(Account.Key, s => s with { Failures = 2 }, CancellationToken.None);
        looks.Enter(Account);
        await looks.ReadAsync(Account, CancellationToken.None);
        looks.Enter(Account);

        looks.Recent(Account).ShouldNotBeNull().State.Failures.ShouldBe(2);
        time.Advance(TimeSpan.FromMilliseconds(250));
        looks.Recent(Account).ShouldBeNull();
    }

    [Fact]
    public async Task Recent_TheOtherCallHasEnded_IsNothing()
    {
        looks.Enter(Account);
        await looks.ReadAsync(Account, CancellationToken.None);
        looks.Enter(Account);
        looks.Leave(Account);

        looks.Recent(Account).ShouldBeNull();
    }

    [Fact]
    public async Task Recent_OtherCredentialsOfTheAccount_AreLookedAtForThemselves()
    {
        looks.Enter(Account);
        await looks.ReadAsync(Account, CancellationToken.None);
        looks.Enter(Neighbour);

        looks.Recent(Neighbour).ShouldBeNull();
    }

    [Fact]
    public async Task Keep_WhatThisHostHasChanged_IsSeenByTheNextCall()
    {
        looks.Enter(Account);
        await looks.ReadAsync(Account, CancellationToken.None);
        looks.Enter(Account);

        looks.Keep(Account.Key, new AccountState { Throttles = 1 });

        looks.Recent(Account).ShouldNotBeNull().State.Throttles.ShouldBe(1);
        looks.Last(Account.Key).ShouldNotBeNull().Throttles.ShouldBe(1);
    }
}
