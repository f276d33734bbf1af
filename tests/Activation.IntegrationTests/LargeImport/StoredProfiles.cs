using System.Text.Json;
using Activation.IntegrationTests.Import;
using Activation.IntegrationTests.Support;
using Activation.Profiles;
using Azure.Data.Tables;

namespace Activation.IntegrationTests.LargeImport;

/// <summary>Everybody who is stored, by <see cref="LargeProfile.Key"/>: in the profile table, and in the snapshot.</summary>
internal static class StoredProfiles
{
    private const int Partitions = 16;

    /// <summary>The entities as they lie there.</summary>
    public static async Task<Dictionary<string, LargeProfile>> InTableAsync(AzuriteAccount account)
    {
        var table = account.Tables.GetTableClient("Profiles");
        var found = new Dictionary<string, LargeProfile>(StringComparer.Ordinal);
        for (var partition = 0; partition < Partitions; partition++)
        {
            await foreach (var entity in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition.ToString("x", null)}")))
            {
                Add(found, Read(entity));
            }
        }

        return found;
    }

    /// <summary>What evaluation reads: through DuckDB, over the files that the manifest names.</summary>
    public static async Task<Dictionary<string, LargeProfile>> InSnapshotAsync(AzuriteAccount account)
    {
        await using var host = await ImportHost.StartAsync(account.ConnectionString);
        var schema = await host.Get<TraitCatalog>().ReadAsync(CancellationToken.None);
        var (tier, points) = (Ordinal(schema, "tier"), Ordinal(schema, "points"));
        var found = new Dictionary<string, LargeProfile>(StringComparer.Ordinal);
        foreach (var row in (await host.SnapshotAsync()).Values)
        {
            Add(found, new LargeProfile(
                row.Identifiers["external_id"].SingleOrDefault(""),
                row.Identifiers["email"].ShouldHaveSingleItem(),
                row.Traits.GetValueOrDefault(tier) as string ?? "",
                row.Traits.GetValueOrDefault(points) as double?));
        }

        return found;
    }

    private static int Ordinal(TraitSchema schema, string trait) => schema.Find(trait).ShouldNotBeNull().Ordinal;

    private static void Add(Dictionary<string, LargeProfile> found, LargeProfile profile) =>
        found.TryAdd(profile.Key, profile).ShouldBeTrue("two profiles are the same person");

    private static LargeProfile Read(TableEntity entity)
    {
        var customers = entity.GetString("external_id") is { } json ? JsonSerializer.Deserialize<string[]>(json) : null;
        var traits = entity.GetBinary("traits") is { } bytes ? JsonSerializer.Deserialize<JsonElement>(bytes) : default;
        return new LargeProfile(
            (customers ?? []).SingleOrDefault(""),
            Convert.ToHexStringLower(entity.GetBinary("email") ?? []),
            Trait(traits, "tier")?.GetString() ?? "",
            Trait(traits, "points")?.GetDouble());
    }

    private static JsonElement? Trait(JsonElement traits, string name) =>
        traits.ValueKind == JsonValueKind.Object && traits.TryGetProperty(name, out var value) ? value : null;
}
