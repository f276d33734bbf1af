using System.Globalization;
using Activation.Profiles;
using Activation.Storage;

namespace Activation.Benchmarks;

/// <summary>A snapshot of many profiles, written without an import.</summary>
internal static class SyntheticSnapshot
{
    private const int PerFlush = 250_000;
    private static readonly SourceId Source = new("airline");
    private static readonly string[] Tiers = ["Bronze", "Silver", "Gold"];

    /// <returns>Ordinals of tier, miles, last_flight, web_login.</returns>
    public static async Task<TraitSchema> PublishAsync(BenchmarkWorld world, int profiles, CancellationToken cancellationToken)
    {
        var schema = await world.Get<TraitCatalog>().DeclareAsync(
            Source,
            [new("tier", TraitType.String), new("miles", TraitType.Number), new("last_flight", TraitType.Date), new("web_login", TraitType.Boolean)],
            cancellationToken);
        using var writer = new SnapshotWriter(world.Storage, world.Get<ScratchFolder>(), schema);
        var parts = new List<IReadOnlyDictionary<int, SnapshotFiles>>();
        for (var i = 0; i < profiles; i++)
        {
            writer.Append(Row(i));
            if ((i + 1) % PerFlush == 0 || i + 1 == profiles)
            {
                parts.Add(await writer.FlushAsync(string.Create(CultureInfo.InvariantCulture, $"part{parts.Count}"), cancellationToken));
            }
        }

        await world.Get<SnapshotStore>().PublishAsync(ImportId.For(Source, "synthetic", "1"), 1, parts, cancellationToken);
        return schema;
    }

    private static SnapshotRow Row(int i)
    {
        var profile = ProfileId.ForCustomer(i.ToString(CultureInfo.InvariantCulture));
        var identifiers = new IdentifierSet();
        identifiers.Add("email", $"{profile}{profile}");
        if (i % 3 == 0)
        {
            identifiers.Add("phone", $"{profile}{profile}");
        }

        return new SnapshotRow
        {
            Profile = profile,
            Source = Source,
            Version = 1,
            ObservedAt = DateTimeOffset.UnixEpoch,
            Fingerprint = profile.Value,
            Identifiers = identifiers,
            Traits = new Dictionary<int, object>
            {
                [0] = Tiers[i % 10 < 6 ? 0 : i % 10 < 9 ? 1 : 2],
                [1] = (double)(i % 180_000),
                [2] = new DateOnly(2024, 1, 1).AddDays(i % 1000),
                [3] = i % 2 == 0,
            },
            ObservedTimes = new Dictionary<int, DateTimeOffset>(),
        };
    }
}
