using Activation.Destinations.Secrets;
using Azure;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace Activation.Tests.Destinations.Secrets;

public sealed class KeyVaultSecretStoreTests
{
    private static readonly DestinationId Meta = new("meta");

    private readonly Mock<SecretClient> vault = new(MockBehavior.Strict);
    private readonly FakeTimeProvider time = new();

    private KeyVaultSecretStore Store => new(vault.Object, time);

    private void VaultHolds(string value) => vault
        .Setup(v => v.GetSecretAsync("destination-meta", null, null, It.IsAny<CancellationToken>()))
        .ReturnsAsync(() => Response.FromValue(new KeyVaultSecret("destination-meta", value), Mock.Of<Response>()));

    [Fact]
    public async Task Get_WithinAMinute_AsksTheVaultOnce()
    {
        VaultHolds("""{"accessToken":"one"}""");
        var store = Store;

        await store.GetAsync(Meta, CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(59));
        (await store.GetAsync(Meta, CancellationToken.None))["accessToken"].ShouldBe("one");
        vault.Invocations.Count.ShouldBe(1);
        time.Advance(TimeSpan.FromSeconds(2));
        await store.GetAsync(Meta, CancellationToken.None);

        vault.Invocations.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Get_NoSecret_IsEmpty()
    {
        vault.Setup(v => v.GetSecretAsync("destination-meta", null, null, It.IsAny<CancellationToken>())).ThrowsAsync(new RequestFailedException(404, "none"));

        (await Store.GetAsync(Meta, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Get_SecretOfAnotherShape_SaysWhichAndNotWhat()
    {
        VaultHolds("hidden");

        var failure = await Should.ThrowAsync<InvalidOperationException>(() => Store.GetAsync(Meta, CancellationToken.None));

        failure.ToString().ShouldContain("destination-meta");
        failure.ToString().ShouldNotContain("hidden");
    }

    [Fact]
    public async Task Set_AfterGet_IsSeenAtOnce()
    {
        VaultHolds("""{"accessToken":"one"}""");
        vault.Setup(v => v.SetSecretAsync(It.IsAny<KeyVaultSecret>(), It.IsAny<CancellationToken>()))
            .Callback((KeyVaultSecret secret, CancellationToken _) => VaultHolds(secret.Value))
            .ReturnsAsync((KeyVaultSecret secret, CancellationToken _) => Response.FromValue(secret, Mock.Of<Response>()));
        var store = Store;
        await store.GetAsync(Meta, CancellationToken.None);

        await store.SetAsync(Meta, new Dictionary<string, string> { ["accessToken"] = "two" }, CancellationToken.None);

        (await store.GetAsync(Meta, CancellationToken.None))["accessToken"].ShouldBe("two");
    }

    [Fact]
    public async Task Replace_FieldHasTheKnownValue_SetsTheSecretWithItAndElseNothing()
    {
        VaultHolds("""{"clientId":"id","refreshToken":"one"}""");
        vault.Setup(v => v.SetSecretAsync(It.IsAny<KeyVaultSecret>(), It.IsAny<CancellationToken>()))
            .Callback((KeyVaultSecret secret, CancellationToken _) => VaultHolds(secret.Value))
            .ReturnsAsync((KeyVaultSecret secret, CancellationToken _) => Response.FromValue(secret, Mock.Of<Response>()));
        var store = Store;
        await store.GetAsync(Meta, CancellationToken.None);

        (await store.ReplaceAsync(Meta, "refreshToken", "one", "two", CancellationToken.None)).ShouldBeTrue();
        (await store.ReplaceAsync(Meta, "refreshToken", "one", "three", CancellationToken.None)).ShouldBeFalse();

        (await store.GetAsync(Meta, CancellationToken.None)).ShouldBe(new Dictionary<string, string> { ["clientId"] = "id", ["refreshToken"] = "two" }, ignoreOrder: true);
    }

    [Fact]
    public async Task Delete_NoSecret_IsDone()
    {
        vault.Setup(v => v.StartDeleteSecretAsync("destination-meta", It.IsAny<CancellationToken>())).ThrowsAsync(new RequestFailedException(404, "none"));

        await Should.NotThrowAsync(() => Store.DeleteAsync(Meta, CancellationToken.None));
    }

    [Fact]
    public void NameOf_AnyId_IsAVaultNameOfItsOwn()
    {
        string[] ids = ["meta", "meta-eu", "meta_eu", "meta-ueu", "meta-u_eu", "meta_-eu", "meta-_eu", "m_", "m__"];

        var names = ids.Select(id => KeyVaultSecretStore.NameOf(new DestinationId(id))).ToList();

        names.Distinct(StringComparer.OrdinalIgnoreCase).Count().ShouldBe(ids.Length);
        names.ShouldAllBe(n => n.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'));
        names[1].ShouldBe("destination-meta-eu");
    }
}
