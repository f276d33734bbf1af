using Activation.Governance.Privacy;
using Activation.IntegrationTests.Support;
using Activation.Profiles;
using Activation.Storage;
using Azure.Data.Tables;

namespace Activation.IntegrationTests.Privacy;

/// <summary>Entries of the suppression list that many people own.</summary>
public sealed class SuppressionStoreTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    /// <summary>Characters of a string property of a table.</summary>
    private const int MaxText = 32 * 1024;

    private static readonly StrongValue Shared = Value("shared@example.com");

    [Fact]
    public async Task Add_OneValueOfEverybodyOfManyRequests_IsStoredWithinATablesLimits_AndGoesWithAnyOfThem()
    {
        await using var host = await PrivacyHost.StartAsync(azurite.NewAccount());
        var store = host.Get<SuppressionStore>();
        int[] everybody = [.. Enumerable.Range(0, PrivacyRequests.MaxIdentifiers)], everySecond = [.. everybody.Where(i => i % 2 == 0)];
        foreach (var request in Enumerable.Range(1, 8))
        {
            await store.AddAsync($"2026010100000000{request}00000000", [(Shared, request == 1 ? everybody : everySecond), (Value($"{request}"), [0])], CancellationToken.None);
        }

        foreach (var entity in await EntriesAsync(host))
        {
            entity.Select(p => p.Value).OfType<string>().ShouldAllBe(text => text.Length <= MaxText);
            entity.Select(p => p.Value).OfType<byte[]>().ShouldAllBe(bytes => bytes.Length <= 64 * 1024);
        }

        (await store.LoadAsync(CancellationToken.None)).Count.ShouldBe(9);
        await store.RemoveAsync([Value("5")], CancellationToken.None);
        var left = await store.LoadAsync(CancellationToken.None);
        (left.Count, left.Contains(Shared), left.Contains(Value("4"))).ShouldBe((7, false, true));
    }

    [Fact]
    public async Task Add_ToAnEntryOfBefore_KeepsItsOwners()
    {
        await using var host = await PrivacyHost.StartAsync(azurite.NewAccount());
        var store = host.Get<SuppressionStore>();
        await store.AddAsync("r1", [(Shared, [0, 1]), (Value("other"), [1])], CancellationToken.None);
        foreach (var entity in await EntriesAsync(host))
        {
            entity["owners"] = string.Join(' ', SuppressionOwners.Get(entity).Select(o => $"{o.Request}/{o.Identifier}"));
            await host.Get<ActivationStorage>().Table(StorageNames.SuppressionsTable).UpdateEntityAsync(entity, entity.ETag, TableUpdateMode.Replace);
        }

        await store.AddAsync("r2", [(Shared, [7])], CancellationToken.None);

        (await EntriesAsync(host)).SelectMany(SuppressionOwners.Get).Distinct().ShouldBe([new("r1", 0), new("r1", 1), new("r2", 7)], ignoreOrder: true);
        await store.RemoveAsync([Value("other")], CancellationToken.None);
        (await store.LoadAsync(CancellationToken.None)).Count.ShouldBe(0);
    }

    private static async Task<IReadOnlyList<TableEntity>> EntriesAsync(PrivacyHost host) =>
        await host.Get<ActivationStorage>().Table(StorageNames.SuppressionsTable).QueryAsync<TableEntity>(e => e.PartitionKey != "list").ToListAsync();

    private static StrongValue Value(string email) => new(Identifiers.Position("email"), PrivacyWorld.Hash(email));
}
