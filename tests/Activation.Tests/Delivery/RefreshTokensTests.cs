using Activation.Delivery.Accounts;
using Activation.Destinations;
using Activation.Destinations.OAuth;
using Activation.Tests.Destinations;
using Azure;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Activation.Tests.Delivery;

public sealed class RefreshTokensTests
{
    private static readonly RefreshTokenPlace Place = new(new DestinationId("microsoft"), "refreshToken");

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 24, 6, 0, 0, TimeSpan.Zero));
    private readonly Secrets secrets = new();
    private readonly AccountStateStore states = new(InMemoryTables.Storage());

    private RefreshTokens Keeper => new(states, secrets, time, NullLogger<RefreshTokens>.Instance);

    private Task KeepAsync(string shown, string given) => Keeper.KeepAsync(Place, shown, given, CancellationToken.None);

    private async Task<DestinationHealth> HealthAsync() =>
        DestinationHealth.Of(new AccountState(), await states.GetAsync(AccountRef.CredentialsOf(Place.Destination), CancellationToken.None), time.GetUtcNow());

    [Fact]
    public async Task Keep_NewTokens_StoresOneADay()
    {
        await KeepAsync("first", "second");
        await KeepAsync("second", "third");
        secrets.Token.ShouldBe("second");
        time.Advance(TimeSpan.FromHours(23));
        await KeepAsync("second", "fourth");
        secrets.Token.ShouldBe("second");
        time.Advance(TimeSpan.FromHours(1));

        await KeepAsync("second", "fifth");

        secrets.Token.ShouldBe("fifth");
        (await HealthAsync()).ShouldBe(new DestinationHealth(HealthState.Ok, null, null, null, null));
    }

    [Fact]
    public async Task Keep_SecretWasChangedMeanwhile_LeavesIt()
    {
        await KeepAsync("an older one", "second");

        secrets.Token.ShouldBe("first");
        (await HealthAsync()).HealthCode.ShouldBeNull();
    }

    [Theory]
    [InlineData(typeof(RequestFailedException))]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(UnauthorizedAccessException))]
    public async Task Keep_SecretsCannotBeWritten_WarnsUntilTheyCan(Type failure)
    {
        secrets.Failure = failure == typeof(RequestFailedException) ? new RequestFailedException(403, "Forbidden") : (Exception?)Activator.CreateInstance(failure);

        await KeepAsync("first", "second");

        secrets.Token.ShouldBe("first");
        var warned = await HealthAsync();
        (warned.Health, warned.HealthCode, warned.Since).ShouldBe((HealthState.Ok, "refreshTokenNotKept", time.GetUtcNow()));
        warned.HealthMessage.ShouldNotBeNull().ShouldNotContain("second");

        secrets.Failure = null;
        time.Advance(TimeSpan.FromDays(1));
        await KeepAsync("first", "third");

        secrets.Token.ShouldBe("third");
        (await HealthAsync()).HealthCode.ShouldBeNull();
    }

    [Fact]
    public void Health_CredentialsAreRefused_SaysThatFirst() =>
        DestinationHealth.Of(new AccountState { FailingSince = time.GetUtcNow(), Code = "http500" }, new AccountState { IsRefreshTokenLost = true }, time.GetUtcNow()).HealthCode.ShouldBe("http500");

    private sealed class Secrets : ISecretStore
    {
        public string Token { get; private set; } = "first";

        public Exception? Failure { get; set; }

        public Task<bool> ReplaceAsync(DestinationId destination, string field, string known, string value, CancellationToken cancellationToken)
        {
            (destination, field).ShouldBe((Place.Destination, Place.Field));
            if (Failure is { } failure)
            {
                throw failure;
            }

            var holds = Token == known;
            Token = holds ? value : Token;
            return Task.FromResult(holds);
        }

        public Task<IReadOnlyDictionary<string, string>> GetAsync(DestinationId destination, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task SetAsync(DestinationId destination, IReadOnlyDictionary<string, string> secret, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task DeleteAsync(DestinationId destination, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
