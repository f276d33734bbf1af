using System.Security.Cryptography;
using System.Text.Json;
using Activation.Destinations;
using Activation.Governance.Privacy;
using Activation.Import;
using Activation.IntegrationTests.Support;
using Activation.Storage;
using Activation.Sync;

namespace Activation.IntegrationTests.Privacy;

/// <summary>A request says no more than what is so.</summary>
public sealed class PrivacyReceiptTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string File = "customer_id,email\nC-1,ann@example.com\nC-2,bob@example.com\n";

    [Fact]
    public async Task Request_OfNothingThatCanBeUsed_IsInvalidAndKeepsNothing()
    {
        await using var host = await PrivacyHost.StartAsync(azurite.NewAccount());

        var request = await host.AskAsync(PrivacyRequestType.Delete, ("email", "no address"));

        var ended = await host.WorkAsync(request, 1);
        (ended.Status, ended.InvalidIdentifiers, ended.EndedAt is not null).ShouldBe((PrivacyStatus.Invalid, 1, true));
        (await host.HoldsAsync(request)).ShouldBeFalse();
        (await host.Requests.CountSuppressionsAsync(CancellationToken.None)).ShouldBe(0);
    }

    [Fact]
    public async Task Delete_EndsOnlyWhenTheOldFilesAreGone()
    {
        var account = azurite.NewAccount();
        await using var host = await PrivacyHost.StartAsync(account);
        await host.ImportAsync("a.csv", File);
        var request = await host.AskAsync(PrivacyRequestType.Delete, ("customerId", "C-1"));

        // A look finds and deletes, a second one makes sure; then an hour passes for whoever reads the old files.
        var waiting = await host.WorkAsync(request, 3);

        (await host.KnowsAsync("C-1"), await host.KnowsAsync("C-2")).ShouldBe((false, true));
        waiting.Status.ShouldBe(PrivacyStatus.Running);
        waiting.Stores.Where(s => s.Status == PrivacyStatus.Running).ShouldHaveSingleItem().Store.ShouldBe("retiredFiles");
        var needles = new Needles([PrivacyWorld.Hash("ann@example.com")], [SHA256.HashData("ann@example.com"u8)]);
        (await new StorageSearch(account, needles).FindAsync()).ShouldContain(found => found.StartsWith("blob snapshot/", StringComparison.Ordinal));

        var ended = await host.WorkAsync(request);
        ended.Status.ShouldBe(PrivacyStatus.Finished);
        (await new StorageSearch(account, needles).FindAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Delete_WhereRawFilesAreKept_SaysThatTheyWereNotSearched()
    {
        await using var host = await PrivacyHost.StartAsync(azurite.NewAccount());
        await host.DefineAsync(new SourceDefinition { AfterImport = AfterImport.Archive });
        await host.ImportAsync("a.csv", File);
        host.Time.Advance(TimeSpan.FromMinutes(5));

        var ended = await host.WorkAsync(await host.AskAsync(PrivacyRequestType.Delete, ("email", "ann@example.com")), 15);

        ended.Status.ShouldBe(PrivacyStatus.PartialSuccess);
        var raw = ended.Stores.Single(s => s.Status != PrivacyStatus.Finished);
        (raw.Store, raw.Status).ShouldBe(("rawFiles", PrivacyStatus.NotSupported));
        raw.Message.ShouldNotBeNull().ShouldContain("archive");
    }

    [Fact]
    public async Task Delete_WhileAnEarlierImportRuns_WaitsForIt()
    {
        await using var host = await PrivacyHost.StartAsync(azurite.NewAccount());
        await host.ImportAsync("a.csv", File);
        var imports = host.Get<ImportStore>();
        var done = (await imports.ListAsync(PrivacyHost.Source, null, CancellationToken.None)).ShouldHaveSingleItem();
        ImportId.TryParse(done.ImportId, out var id).ShouldBeTrue();
        await imports.UpdateAsync(id, e => e with { Record = done with { State = ImportState.Running } }, CancellationToken.None);
        var request = await host.AskAsync(PrivacyRequestType.Delete, ("email", "ann@example.com"));

        (await host.WorkAsync(request)).Status.ShouldBe(PrivacyStatus.Running);
        (await host.KnowsAsync("C-1")).ShouldBeTrue("what the import is about to write would not be found");

        await imports.UpdateAsync(id, e => e with { Record = done }, CancellationToken.None);
        (await host.WorkAsync(request, 15)).Status.ShouldBe(PrivacyStatus.Finished);
        (await host.KnowsAsync("C-1")).ShouldBeFalse();
    }

    [Fact]
    public async Task Delete_DestinationThatNeverConfirms_HasFailedAfterAWhile_AndIsCarriedOnByHand()
    {
        await using var host = await PrivacyHost.StartAsync(azurite.NewAccount());
        await host.ImportAsync("a.csv", File);
        await host.Get<DestinationRegistration>().PutAsync(
            new DestinationId("meta"),
            new DestinationDefinition { Type = "meta", Settings = JsonElement.Parse("""{"adAccountId": "1001", "apiBaseUrl": "http://127.0.0.1:1"}""") },
            new Dictionary<string, string>(StringComparer.Ordinal) { ["accessToken"] = "token" }, CancellationToken.None);
        var request = await host.AskAsync(PrivacyRequestType.Delete, ("email", "ann@example.com"));

        (await host.WorkAsync(request)).Destinations.ShouldHaveSingleItem().Status.ShouldBe(PrivacyStatus.Running);
        host.Time.Advance(TimeSpan.FromHours(48));
        var failed = await host.WorkAsync(request, 1);

        (failed.Status, failed.EndedAt is not null).ShouldBe((PrivacyStatus.PartialSuccess, true));
        var receipt = failed.Destinations.ShouldHaveSingleItem();
        (receipt.Status, receipt.ConfirmedAt, receipt.Erased).ShouldBe((PrivacyStatus.Failed, null, false));
        (await host.HoldsAsync(request)).ShouldBeTrue("the platform could not be told yet");

        await host.Get<DestinationRegistration>().DeleteAsync(new DestinationId("meta"), CancellationToken.None);
        (await host.Requests.RetryAsync(request, CancellationToken.None)).Status.ShouldBe(PrivacyStatus.Running);
        var ended = await host.WorkAsync(request, 15);
        ended.Status.ShouldBe(PrivacyStatus.Finished);
        (await host.HoldsAsync(request)).ShouldBeFalse();
        var again = await Should.ThrowAsync<ProblemException>(() => host.Requests.RetryAsync(request, CancellationToken.None));
        again.Code.ShouldBe("privacyRequestNotFailed");
    }

    [Fact]
    public async Task Suppress_WhileASyncIsEvaluated_ConfirmsOnlyWhenNoPlanOfBeforeCanAddThem()
    {
        await using var host = await PrivacyHost.StartAsync(azurite.NewAccount());
        await host.ImportAsync("a.csv", File);
        await host.Get<DestinationRegistration>().PutAsync(new DestinationId("files"), new DestinationDefinition { Type = "file" }, null, CancellationToken.None);
        await host.Get<Definitions>().Syncs.PutAsync("all", new SyncDefinition { Segment = "all", Destination = "files" }, CancellationToken.None);
        var request = await host.AskAsync(PrivacyRequestType.Suppress, ("email", "ann@example.com"));

        await using (await host.Get<BlobLeases>().TryAcquireAsync("sync-all", CancellationToken.None))
        {
            var waiting = await host.WorkAsync(request, 1);
            waiting.Status.ShouldBe(PrivacyStatus.Running);
            waiting.Destinations.ShouldHaveSingleItem().Message.ShouldNotBeNull().ShouldContain("'all'");
        }

        (await host.WorkAsync(request, 1)).Status.ShouldBe(PrivacyStatus.Finished);
    }

    [Fact]
    public async Task SuppressionList_WithAnotherKey_IsNotReadAsIfNobodyWereSuppressed()
    {
        var account = azurite.NewAccount();
        await using (var host = await PrivacyHost.StartAsync(account))
        {
            await host.AskAsync(PrivacyRequestType.Suppress, ("email", "ann@example.com"));
            (await host.Requests.CountSuppressionsAsync(CancellationToken.None)).ShouldBe(2);
        }

        await using var other = await PrivacyHost.StartAsync(account);
        await Should.ThrowAsync<InvalidOperationException>(() => other.Requests.CountSuppressionsAsync(CancellationToken.None));
        await Should.ThrowAsync<InvalidOperationException>(() => other.ImportAsync("a.csv", File));
    }

    [Fact]
    public async Task Unsuppress_OnePersonOfARequest_LeavesTheOthersSuppressed()
    {
        await using var host = await PrivacyHost.StartAsync(azurite.NewAccount());
        await host.ImportAsync("a.csv", File);
        (await host.WorkAsync(await host.AskAsync(PrivacyRequestType.Suppress, ("email", "ann@example.com"), ("email", "bob@example.com")))).Status.ShouldBe(PrivacyStatus.Finished);
        (await host.Requests.CountSuppressionsAsync(CancellationToken.None)).ShouldBe(6);

        (await host.WorkAsync(await host.AskAsync(PrivacyRequestType.Unsuppress, ("customerId", "C-1")))).Status.ShouldBe(PrivacyStatus.Finished);

        (await host.Requests.CountSuppressionsAsync(CancellationToken.None)).ShouldBe(3);
        await host.ImportAsync("b.csv", "customer_id,email,tier\nC-1,ann@example.com,Gold\nC-2,bob@example.com,Gold\n");
        var receipt = (await host.Get<ImportStore>().ListAsync(PrivacyHost.Source, "b.csv", CancellationToken.None)).ShouldHaveSingleItem();
        (receipt.Changed, receipt.Rejected).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Tick_RequestWhoseMessageWasLost_GetsAnother()
    {
        await using var host = await PrivacyHost.StartAsync(azurite.NewAccount());
        var request = await host.AskAsync(PrivacyRequestType.Suppress, ("email", "ann@example.com"));
        var queue = (Activation.IntegrationTests.Import.ImportHost.RecordingQueue)host.Get<IMessageQueue>();
        queue.Sent.Clear();

        await host.Requests.TickAsync(CancellationToken.None);
        queue.Sent.ShouldBeEmpty("its own may be on its way");
        host.Time.Advance(TimeSpan.FromMinutes(3));
        await host.Requests.TickAsync(CancellationToken.None);

        queue.Sent.ShouldHaveSingleItem().Id.ShouldStartWith(request);
    }

    [Fact]
    public async Task Tick_IdentifiersOfARequestThatWasNeverNoted_GoWhenTheyAreOld()
    {
        await using var host = await PrivacyHost.StartAsync(azurite.NewAccount());
        var request = await host.AskAsync(PrivacyRequestType.Delete, ("email", "ann@example.com"));
        const string Lost = "2026010100000000000000000";
        await host.Get<PrivacyBatch>().WriteGivenAsync(Lost, GivenPeople.Read([new GivenIdentifier("email", "bob@example.com", null)]).People, CancellationToken.None);

        await host.Requests.TickAsync(CancellationToken.None);
        (await host.HoldsAsync(Lost)).ShouldBeTrue("a host may be about to note it");
        host.Time.Advance(TimeSpan.FromMinutes(61));
        await host.Requests.TickAsync(CancellationToken.None);

        (await host.HoldsAsync(Lost), await host.HoldsAsync(request)).ShouldBe((false, true));
    }
}
