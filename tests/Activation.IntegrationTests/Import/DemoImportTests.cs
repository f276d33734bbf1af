using System.Text;
using Activation.Import;
using Activation.IntegrationTests.Support;
using Activation.IntegrationTests.Truth;
using Activation.Local.Demo;
using Activation.Profiles;

namespace Activation.IntegrationTests.Import;

/// <summary>The demo's dirty files end as the profiles that an independent reading of their text gives.</summary>
public sealed class DemoImportTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task RunAsync_DemoFilesOneAfterTheOther_GivesTheTrueProfiles()
    {
        await using var host = await ImportHost.StartAsync(azurite.NewAccount().ConnectionString);
        await host.Get<Definitions>().Sources.PutAsync(DemoFiles.Source, new SourceDefinition { DefaultCountry = DemoFiles.DefaultCountry }, CancellationToken.None);
        var truth = new TrueCrm();
        var rejected = 0;
        foreach (var file in new[] { DemoFiles.First(1500), DemoFiles.Second(1500) })
        {
            var receipt = await host.ImportAsync(file.Name, Encoding.UTF8.GetString(file.Content.Span));
            truth.Apply(file);

            receipt.State.ShouldBe(ImportState.Completed);
            receipt.RowsRead.ShouldBe(file.Rows);
            receipt.Accepted.ShouldBe(receipt.New + receipt.Changed + receipt.Unchanged + receipt.Duplicates);
            rejected += (int)receipt.Rejected;
        }

        rejected.ShouldBe(truth.RowsRejected);
        var snapshot = await host.SnapshotAsync();
        snapshot.Count.ShouldBe(truth.People.Count);
        var found = snapshot.Values.SelectMany(Keys).ToList();
        var expected = truth.People.SelectMany(p => p.Keys).ToList();
        found.Except(expected, StringComparer.Ordinal).ShouldBeEmpty();
        expected.Except(found, StringComparer.Ordinal).ShouldBeEmpty();
        found.Count.ShouldBe(expected.Count);
        foreach (var person in truth.People.Where(p => p.CustomerId.Length > 0))
        {
            var row = snapshot[ProfileId.ForCustomer(person.CustomerId)];
            Keys(row).ShouldBe(person.Keys);
            (await host.TraitAsync(row, "tier") ?? "").ShouldBe(person.Tier);
            (await host.TraitAsync(row, "last_flight")).ShouldBe(person.LastFlight);
            (await host.TraitAsync(row, "web_login")).ShouldBe(person.WebLogin);
        }
    }

    private static IEnumerable<string> Keys(SnapshotRow row) =>
        row.Identifiers["email"].Select(v => $"EMAIL:{v}")
            .Concat(row.Identifiers["phone"].Select(v => $"PHONE:{v}"))
            .Concat(row.Identifiers["external_id"].Select(v => $"EXTERN_ID:{v}"));
}
