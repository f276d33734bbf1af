using System.Security.Cryptography;
using Activation.Governance.Privacy;
using Activation.Import;
using Activation.IntegrationTests.Support;
using Activation.Profiles;
using Activation.Storage;

namespace Activation.IntegrationTests.Privacy;

/// <summary>What an import wrote before it stopped and a request came.</summary>
public sealed class StoppedImportTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Delete_BetweenTwoAttemptsAtAFile_NothingThatTheFirstOneWroteIsLeft()
    {
        var account = azurite.NewAccount();
        var key = RandomNumberGenerator.GetBytes(32);
        await using var proxy = await StorageProxy.StartAsync(account, CancellationToken.None);
        await using (var first = await PrivacyHost.StartAsync(proxy.ConnectionString, key))
        {
            await first.ImportAsync("a.csv", "customer_id,email,tier\nC-2,bob@example.com,Gold\nC-3,cat@example.com,Gold\n");
            await first.Get<ActivationStorage>().Blob(StorageNames.Crm, $"{PrivacyHost.Source}/b.csv").UploadAsync(
                BinaryData.FromString("customer_id,email,tier\nC-1,ann@example.com,Silver\nC-2,bobby@example.com,Silver\nC-3,cat@example.com,Silver\n"));
            using var stop = new CancellationTokenSource();

            // The registration is a batch too.
            var trap = new StorageTrap(r => r.WritesBatch, 4, TrapMoment.AfterResponse, stop.CancelAsync);
            proxy.Set(trap);
            await Should.ThrowAsync<Exception>(() => first.Get<ImportRunner>().RunAsync(new ImportMessage(PrivacyHost.Source.Value), stop.Token));
            trap.Sprung.IsCompleted.ShouldBeTrue();
            proxy.Set(null);
        }

        await using var second = await PrivacyHost.StartAsync(account, key);
        var needles = new Needles([PrivacyWorld.Hash("ann@example.com"), PrivacyWorld.Hash("bobby@example.com")], [SHA256.HashData("ann@example.com"u8), SHA256.HashData("bobby@example.com"u8)]);
        (await new StorageSearch(account, needles).FindAsync()).ShouldContain(found => found.StartsWith("table Profiles", StringComparison.Ordinal));
        var request = await second.AskAsync(PrivacyRequestType.Delete, ("email", "ann@example.com"), ("email", "bobby@example.com"));

        await second.Get<ImportRunner>().RunAsync(new ImportMessage(PrivacyHost.Source.Value), CancellationToken.None);

        (await second.KnowsAsync("C-1")).ShouldBeFalse();
        var known = (await second.Get<ProfileStore>().FindAsync(ProfileId.ForCustomer("C-2"), CancellationToken.None)).ShouldHaveSingleItem();
        known.Identifiers["email"].ShouldBe([PrivacyWorld.Hash("bob@example.com")]);
        known.Version.ShouldBeLessThan((await second.Get<ProfileStore>().FindAsync(ProfileId.ForCustomer("C-3"), CancellationToken.None)).ShouldHaveSingleItem().Version);
        (await second.WorkAsync(request, 15)).Status.ShouldBe(PrivacyStatus.Finished);
        (await new StorageSearch(account, needles).FindAsync()).ShouldBeEmpty();
    }
}
