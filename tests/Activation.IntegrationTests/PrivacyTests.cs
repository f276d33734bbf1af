using System.Text;
using Activation.IntegrationTests.Support;
using Activation.Local.Demo;

namespace Activation.IntegrationTests;

/// <summary>No raw email, phone, name or street of the demo is at rest or in a log once the import has finished.</summary>
public sealed class PrivacyTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task WholeDemo_NothingStoredOrLogged_HoldsPersonalData()
    {
        await using var scenario = await Scenario.StartAsync(azurite);
        await scenario.DefineAsync(
            ("gold", new { trait = "tier", op = "eq", value = "Gold" }),
            ("all", new { trait = "tier", op = "exists" }));
        await scenario.Api.PutAsync("/api/destinations/files", new { type = "file", settings = new { folder = "agency" } });
        await scenario.DefineSyncAsync("all-files", "all", "files");
        var (first, second) = (DemoFiles.First(), DemoFiles.Second());
        foreach (var file in new[] { first, second })
        {
            await scenario.ImportAsync(file.Name, file.Content);
            foreach (var sync in new[] { "gold", "all", "all-files" })
            {
                await scenario.RunAsync(sync);
            }
        }

        var needles = new Needles([.. first.PersonalData, .. second.PersonalData, .. DemoNames.Streets]);
        needles.IsIn(first.Content.Span).ShouldBeTrue("the search must find what is in the file itself");
        var search = new StorageSearch(scenario.Account, needles);

        (await search.FindAsync()).ShouldBeEmpty();
        search.Looked.ShouldBeGreaterThan(1000);
        needles.IsIn(Encoding.UTF8.GetBytes(scenario.HostOutput)).ShouldBeFalse("the log holds personal data");
        (await FilesAsync(scenario.Settings.DataFolder, needles)).ShouldBeEmpty();
    }

    /// <summary>What the host keeps on its own disk.</summary>
    private static async Task<IReadOnlyList<string>> FilesAsync(string folder, Needles needles)
    {
        var found = new List<string>();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            if (needles.IsIn(await File.ReadAllBytesAsync(file)))
            {
                found.Add(Path.GetRelativePath(folder, file));
            }
        }

        return found;
    }
}
