using Activation.Governance.Privacy;
using Activation.IntegrationTests.Support;
using Activation.Storage;
using Activation.Sync;
using Activation.Sync.Ledger;
using Activation.Sync.Planning;

namespace Activation.IntegrationTests.Privacy;

/// <summary>Whom only an audience still has is found by what its destination was told.</summary>
public sealed class LedgerPeopleTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string Device = "aebe52e7-03ee-455a-b3c4-e57283966239";
    private static readonly SyncId Sync = new("gone");
    private static readonly ProfileId Ann = ProfileId.ForCustomer("C-1");

    [Theory]
    [InlineData("mobileAdId", Device, "mobileAdId", Device)]
    [InlineData("mobileAdId", Device, "idfa", Device)]
    [InlineData("mobileAdId", Device, "gaid", Device)]
    [InlineData("gaid", Device, "gaid", Device)]
    public async Task Delete_ByDeviceId_FindsItUnderEveryName(string name, string value, string told, string stored)
    {
        await using var host = await PrivacyHost.StartAsync(azurite.NewAccount());
        await TellAsync(host, Ann, told, stored);

        var request = await host.AskAsync(PrivacyRequestType.Delete, (name, value));

        (await FoundAsync(host, request)).ShouldContain(Ann);
    }

    [Fact]
    public async Task Delete_ByEmail_FindsWhomRedditWasTold_AndSuppressesNobodyByItsForm()
    {
        await using var host = await PrivacyHost.StartAsync(azurite.NewAccount());
        await TellAsync(host, Ann, "email", PrivacyWorld.Hash("ann@example.com"));

        var request = await host.AskAsync(PrivacyRequestType.Delete, ("email", "a.nn+news@example.com"));

        (await FoundAsync(host, request)).ShouldContain(Ann);
        (await host.Requests.FindAsync(request, CancellationToken.None)).ShouldNotBeNull().People.ShouldBe(1);
        (await host.Requests.CountSuppressionsAsync(CancellationToken.None)).ShouldBe(2, "the email in two forms");
        (await host.Requests.IsSuppressedAsync(new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["email"] = [PrivacyWorld.Hash("ann@example.com")] }, CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task Delete_ByEmail_LeavesSomebodyWithAnAddressLikeItWhomTheSnapshotKnows()
    {
        await using var host = await PrivacyHost.StartAsync(azurite.NewAccount());
        await TellAsync(host, Ann, "email", PrivacyWorld.Hash("ann@example.com"));
        await host.ImportAsync("a.csv", "customer_id,email\nC-1,ann@example.com\n");

        var request = await host.AskAsync(PrivacyRequestType.Delete, ("email", "a.nn@example.com"));

        (await FoundAsync(host, request)).ShouldNotContain(Ann);
    }

    [Fact]
    public async Task Delete_ByEmail_LeavesSomebodyWithAnAddressLikeItWhoWasMerged()
    {
        await using var host = await PrivacyHost.StartAsync(azurite.NewAccount());
        var old = ProfileId.ForIdentifier("email", PrivacyWorld.Hash("ann@example.com"));
        await host.ImportAsync("a.csv", "email\nann@example.com\n");
        await host.ImportAsync("b.csv", "customer_id,email\nC-1,ann@example.com\n");
        await TellAsync(host, old, "email", PrivacyWorld.Hash("ann@example.com"));

        var request = await host.AskAsync(PrivacyRequestType.Delete, ("email", "a.nn@example.com"));

        (await FoundAsync(host, request)).ShouldNotContain(old);
    }

    private static async Task<IEnumerable<ProfileId?>> FoundAsync(PrivacyHost host, string request)
    {
        await host.WorkAsync(request, 1);
        return (await host.Get<PrivacyBatch>().ReadPeopleAsync(request, CancellationToken.None)).Select(p => p.Profile);
    }

    /// <summary>Puts somebody into a ledger.</summary>
    private static async Task TellAsync(PrivacyHost host, ProfileId profile, string name, string value)
    {
        var ledgers = host.Get<LedgerStore>();
        using var session = new DuckDbSession(host.Get<ScratchFolder>(), 256);
        PlanTables.Create(session);
        session.Execute("INSERT INTO fresh VALUES ($1, $1, $1, [$1], $2)", [profile.Value, $$"""{"{{name}}":["{{value}}"]}"""]);
        await using var draft = new PlanDraft(ledgers, await ledgers.ReadAsync(Sync, CancellationToken.None));
        await draft.CommitAsync(session, m => m, CancellationToken.None);
    }
}
