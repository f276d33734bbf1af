using System.Text.Json;
using Activation.Destinations;
using Activation.Sync;

namespace Activation.Api.Destinations;

/// <summary>Whether a destination goes on to lead to where its syncs have their audiences: the ledgers tell what these hold, and cannot follow to another account.</summary>
internal sealed class AudiencePlaces(Definitions definitions, DestinationCatalog catalog, SyncStateStore states)
{
    /// <exception cref="ProblemException">409 with the syncs that have an audience in the account that the destination leads to now.</exception>
    public async Task CheckAsync(DestinationId id, DestinationDefinition definition, CancellationToken cancellationToken)
    {
        if (definition.Settings.ValueKind != JsonValueKind.Object || await definitions.Destinations.FindAsync(id.Value, cancellationToken) is not { } stored
            || stored.Type != definition.Type || catalog.Find(stored.Type) is not { } destination)
        {
            return;
        }

        var there = new List<string>();
        foreach (var (sync, _) in (await definitions.Syncs.ListAsync(cancellationToken)).Where(s => s.Value.Destination == id.Value))
        {
            if ((await states.GetAsync(new SyncId(sync), cancellationToken)).AudienceId is not null)
            {
                there.Add(sync);
            }
        }

        if (there.Count > 0 && PlaceOf(stored) != PlaceOf(definition))
        {
            throw ProblemException.Conflict(
                "accountIsFixed",
                $"The destination cannot lead to another account: {string.Join(", ", there)} {(there.Count == 1 ? "has its audience" : "have their audiences")} in the one that it leads to. Make a new destination for the other account, or delete the syncs first.");
        }

        string PlaceOf(DestinationDefinition of) => destination.PlaceOf(new DestinationAccount(id, of.Settings, new Dictionary<string, string>(StringComparer.Ordinal)));
    }
}
