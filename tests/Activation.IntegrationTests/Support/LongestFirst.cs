using Activation.IntegrationTests.Catalogue;
using Activation.IntegrationTests.Delivery;
using Activation.IntegrationTests.Import;
using Activation.IntegrationTests.Import.Events;
using Activation.IntegrationTests.LargeImport;
using Activation.IntegrationTests.Model;
using Activation.IntegrationTests.Privacy;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("Activation.IntegrationTests.Support.LongestFirst", "Activation.IntegrationTests")]

namespace Activation.IntegrationTests.Support;

/// <summary>Starts the classes that take minutes before all others, longest first, so that none of them is left to run alone at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly List<string> Order =
    [
        .. new[]
        {
            typeof(KillDuringPrivacyTests), typeof(DeleteRequestTests), typeof(LargeImportKillTests), typeof(LedgerEqualsAudienceTests), typeof(ThrottleTests), typeof(KillDuringImportTests), typeof(KillDuringDeliveryTests), typeof(HeldAndDeadTests),
            typeof(KillDuringEvaluationTests), typeof(ConvergenceTests), typeof(HistoryTests), typeof(SyncOptionsTests), typeof(EventUpkeepTests),
            typeof(PrivacyTests), typeof(DisconnectedDestinationTests), typeof(EveryDestinationTests), typeof(ImportCrashTests), typeof(EnrichmentTests), typeof(EventCrashTests),
        }.Select(type => type.FullName!),
    ];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(Place).ThenBy(collection => collection.DisplayName, StringComparer.Ordinal);

    /// <remarks>A class without a collection of its own has one that is named after it: "Test collection for X".</remarks>
    private static int Place(ITestCollection collection)
    {
        var place = Order.FindIndex(name => collection.DisplayName.EndsWith($" {name}", StringComparison.Ordinal));
        return place < 0 ? Order.Count : place;
    }
}
