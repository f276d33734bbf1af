using Activation.Profiles;
using Activation.Profiles.Events;
using Activation.Storage;

namespace Activation.Segments.Explanations;

/// <summary>A session over the snapshot whose views have one profile.</summary>
internal sealed class ProfileSession(DuckDbSession session, FileRent files, ISegmentEvents events) : IAsyncDisposable
{
    private IAsyncDisposable? eventFiles;

    public DuckDbSession Session => session;

    public required ProfileId Profile { get; init; }

    public required SnapshotManifest Manifest { get; init; }

    public required TraitSchema Traits { get; init; }

    public required EventSchema Events { get; init; }

    public async Task OpenEventsAsync(NeededEvents? needed, CancellationToken cancellationToken)
    {
        if (needed is not null)
        {
            await (eventFiles?.DisposeAsync() ?? ValueTask.CompletedTask);
            eventFiles = await events.OpenAsync(session, Events, Manifest, needed, [Profile.Shard], cancellationToken);
            OneProfile.NarrowEvents(session, Profile);
        }
    }

    public async ValueTask DisposeAsync()
    {
        session.Dispose();
        await files.DisposeAsync();
        await (eventFiles?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
