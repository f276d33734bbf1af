using Activation.Profiles;
using Activation.Profiles.Events;
using Activation.Storage;

namespace Activation.Segments.Explanations;

/// <summary>Finds a profile in the snapshot, also by an id that was merged into another.</summary>
internal sealed class ProfileSessions(SnapshotStore snapshots, ProfileAliases aliases, TraitCatalog catalog, ISegmentEvents events, ScratchFolder scratch)
{
    /// <returns>Null: the snapshot has no such profile.</returns>
    public async Task<ProfileSession?> OpenAsync(ProfileId profile, CancellationToken cancellationToken)
    {
        var manifest = await snapshots.ReadManifestAsync(cancellationToken);
        var schema = await catalog.ReadAsync(cancellationToken);
        var eventSchema = await events.ReadAsync(cancellationToken);
        return await OpenAsync(profile, manifest, schema, eventSchema, cancellationToken)
            ?? (await aliases.FindAsync(profile, cancellationToken) is { } merged ? await OpenAsync(merged, manifest, schema, eventSchema, cancellationToken) : null);
    }

    private async Task<ProfileSession?> OpenAsync(ProfileId profile, SnapshotManifest manifest, TraitSchema schema, EventSchema eventSchema, CancellationToken cancellationToken)
    {
        var session = new DuckDbSession(scratch);
        FileRent? files = null;
        var found = false;
        try
        {
            files = await snapshots.OpenAsync(session, schema, manifest, [profile.Shard], cancellationToken);
            found = OneProfile.NarrowTraits(session, profile);
            return found ? new ProfileSession(session, files, events) { Profile = profile, Manifest = manifest, Traits = schema, Events = eventSchema } : null;
        }
        finally
        {
            if (!found)
            {
                session.Dispose();
                await (files?.DisposeAsync() ?? ValueTask.CompletedTask);
            }
        }
    }
}
