using Activation.Destinations.Secrets;
using Microsoft.Extensions.Options;

namespace Activation.Tests.Destinations.Secrets;

public sealed class FileSecretStoreTests : IDisposable
{
    private static readonly DestinationId Meta = new("meta");

    private readonly string folder = Directory.CreateTempSubdirectory("secrets-").FullName;

    private string Path => System.IO.Path.Combine(folder, "below", "secrets.json");

    private FileSecretStore Store() => new(Options.Create(new SecretOptions { File = Path }), TimeProvider.System);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Get_NothingStored_IsEmpty()
    {
        using var store = Store();

        (await store.GetAsync(Meta, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Set_ThenGetFromAnotherStore_GivesTheSecretAndNobodyElseMayReadTheFile()
    {
        using var store = Store();
        using var other = Store();

        await store.SetAsync(Meta, new Dictionary<string, string> { ["accessToken"] = "one" }, CancellationToken.None);
        await other.SetAsync(new DestinationId("hook"), new Dictionary<string, string> { ["signingSecret"] = "two" }, CancellationToken.None);

        (await other.GetAsync(Meta, CancellationToken.None))["accessToken"].ShouldBe("one");
        if (!OperatingSystem.IsWindows())
        {
            System.IO.File.GetUnixFileMode(Path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task Replace_FieldHasTheKnownValue_ChangesItAloneAndElseNothing()
    {
        using var store = Store();
        await store.SetAsync(Meta, new Dictionary<string, string> { ["clientId"] = "id", ["refreshToken"] = "one" }, CancellationToken.None);

        (await store.ReplaceAsync(Meta, "refreshToken", "one", "two", CancellationToken.None)).ShouldBeTrue();
        (await store.ReplaceAsync(Meta, "refreshToken", "one", "three", CancellationToken.None)).ShouldBeFalse();
        (await store.ReplaceAsync(new DestinationId("none"), "refreshToken", "one", "three", CancellationToken.None)).ShouldBeFalse();

        (await store.GetAsync(Meta, CancellationToken.None)).ShouldBe(new Dictionary<string, string> { ["clientId"] = "id", ["refreshToken"] = "two" }, ignoreOrder: true);
    }

    [Fact]
    public async Task Delete_OneDestination_KeepsTheOthers()
    {
        using var store = Store();
        await store.SetAsync(Meta, new Dictionary<string, string> { ["accessToken"] = "one" }, CancellationToken.None);
        await store.SetAsync(new DestinationId("hook"), new Dictionary<string, string> { ["signingSecret"] = "two" }, CancellationToken.None);

        await store.DeleteAsync(Meta, CancellationToken.None);

        (await store.GetAsync(Meta, CancellationToken.None)).ShouldBeEmpty();
        (await store.GetAsync(new DestinationId("hook"), CancellationToken.None)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Set_FromManyStoresAtOnce_LosesNothing()
    {
        var stores = Enumerable.Range(0, 4).Select(_ => Store()).ToList();

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() =>
            stores[i % 4].SetAsync(new DestinationId($"d{i}"), new Dictionary<string, string> { ["accessToken"] = $"{i}" }, CancellationToken.None))));

        for (var i = 0; i < 40; i++)
        {
            (await stores[0].GetAsync(new DestinationId($"d{i}"), CancellationToken.None))["accessToken"].ShouldBe($"{i}");
        }

        stores.ForEach(s => s.Dispose());
    }

    [Fact]
    public async Task Get_BrokenFile_SaysWhichSettingAndNotWhatIsInIt()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path) ?? "");
        await System.IO.File.WriteAllTextAsync(Path, """{"meta":{"accessToken":hidden""");
        using var store = Store();

        var failure = await Should.ThrowAsync<InvalidOperationException>(() => store.GetAsync(Meta, CancellationToken.None));

        failure.ToString().ShouldContain("Activation:Secrets:File");
        failure.ToString().ShouldNotContain("hidden");
    }
}
