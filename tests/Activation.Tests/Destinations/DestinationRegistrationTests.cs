using System.Text.Json;
using Activation.Destinations;
using Activation.Destinations.File;
using Activation.Destinations.Meta;
using Activation.Destinations.Webhook;
using Activation.Tests.Destinations.File;

namespace Activation.Tests.Destinations;

public sealed class DestinationRegistrationTests
{
    private static readonly DestinationId Id = new("main");
    private static readonly Dictionary<string, string> Token = new() { ["accessToken"] = "first-token" };

    private readonly Definitions definitions = InMemoryTables.Definitions();
    private readonly InMemorySecrets secrets = new();
    private readonly DestinationCatalog catalog;

    public DestinationRegistrationTests()
    {
        var http = new DestinationHttp(new NoClients());
        catalog = new DestinationCatalog(
            [new MetaDestination(http, TimeProvider.System), new WebhookDestination(http, TimeProvider.System), new FileDestination(new ExportsContainer().Storage)]);
    }

    private DestinationRegistration Registration => new(definitions, secrets, catalog);

    private DestinationAccounts Accounts => new(definitions, secrets, catalog);

    private static DestinationDefinition Definition(string type, string settings) => new() { Type = type, Settings = JsonDocument.Parse(settings).RootElement };

    private Task PutAsync(DestinationDefinition definition, IReadOnlyDictionary<string, string>? secret) =>
        Registration.PutAsync(Id, definition, secret, CancellationToken.None);

    [Fact]
    public async Task Put_ThenGet_GivesAccountWithSecret()
    {
        await PutAsync(Definition("meta", """{"adAccountId":"42"}"""), Token);

        var (destination, account) = await Accounts.GetAsync(Id, CancellationToken.None);

        destination.Type.Type.ShouldBe("meta");
        account.Setting("adAccountId").ShouldBe("42");
        account.Secret["accessToken"].ShouldBe("first-token");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Put_AgainWithoutSecret_KeepsTheStoredOne(bool empty)
    {
        await PutAsync(Definition("meta", """{"adAccountId":"42"}"""), Token);

        await PutAsync(Definition("meta", """{"adAccountId":"43"}"""), empty ? new Dictionary<string, string>() : null);

        var (_, account) = await Accounts.GetAsync(Id, CancellationToken.None);
        account.Setting("adAccountId").ShouldBe("43");
        account.Secret["accessToken"].ShouldBe("first-token");
    }

    [Fact]
    public async Task Put_OtherAddressWithoutSecret_AsksForItAgain()
    {
        await PutAsync(Definition("meta", """{"adAccountId":"42"}"""), Token);

        var problem = await Should.ThrowAsync<ProblemException>(() => PutAsync(Definition("meta", """{"adAccountId":"42","apiBaseUrl":"https://elsewhere.example.com"}"""), null));

        problem.Path.ShouldBe("secret");
        (await Accounts.GetAsync(Id, CancellationToken.None)).Account.Setting("apiBaseUrl").ShouldBeNull();
    }

    [Fact]
    public async Task Put_NewWithoutSecret_NamesTheField() =>
        (await Should.ThrowAsync<ProblemException>(() => PutAsync(Definition("meta", """{"adAccountId":"42"}"""), null))).Path.ShouldBe("secret.accessToken");

    [Fact]
    public async Task Put_WrongSettings_StoresNothing()
    {
        await Should.ThrowAsync<ProblemException>(() => PutAsync(Definition("meta", """{"adAccountId":"none"}"""), Token));

        secrets.All.ShouldBeEmpty();
        (await definitions.Destinations.FindAsync("main", CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Put_UnknownType_NamesTheKnownOnes()
    {
        var problem = await Should.ThrowAsync<ProblemException>(() => PutAsync(Definition("fax", "{}"), null));

        problem.Code.ShouldBe("unknownDestinationType");
        problem.Message.ShouldContain("file, meta, webhook");
    }

    [Fact]
    public async Task Put_OtherType_IsAConflict()
    {
        await PutAsync(Definition("meta", """{"adAccountId":"42"}"""), Token);

        (await Should.ThrowAsync<ProblemException>(() => PutAsync(Definition("file", "{}"), null))).Status.ShouldBe(409);
    }

    [Fact]
    public async Task Put_TypeWithoutSecretAndSettings_IsStored()
    {
        await PutAsync(new DestinationDefinition { Type = "file" }, null);

        (await Accounts.GetAsync(Id, CancellationToken.None)).Destination.Type.Type.ShouldBe("file");
    }

    [Fact]
    public async Task Delete_Destination_TakesItsSecretAlong()
    {
        await PutAsync(Definition("meta", """{"adAccountId":"42"}"""), Token);

        (await Registration.DeleteAsync(Id, CancellationToken.None)).ShouldBeTrue();

        secrets.All.ShouldBeEmpty();
        (await Should.ThrowAsync<ProblemException>(() => Accounts.GetAsync(Id, CancellationToken.None))).Status.ShouldBe(404);
        (await Registration.DeleteAsync(Id, CancellationToken.None)).ShouldBeFalse();
    }

    private sealed class InMemorySecrets : ISecretStore
    {
        public Dictionary<DestinationId, IReadOnlyDictionary<string, string>> All { get; } = [];

        public Task<IReadOnlyDictionary<string, string>> GetAsync(DestinationId destination, CancellationToken cancellationToken) =>
            Task.FromResult(All.GetValueOrDefault(destination) ?? new Dictionary<string, string>());

        public Task SetAsync(DestinationId destination, IReadOnlyDictionary<string, string> secret, CancellationToken cancellationToken)
        {
            All[destination] = secret;
            return Task.CompletedTask;
        }

        public Task<bool> ReplaceAsync(DestinationId destination, string field, string known, string value, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task DeleteAsync(DestinationId destination, CancellationToken cancellationToken)
        {
            All.Remove(destination);
            return Task.CompletedTask;
        }
    }
}
