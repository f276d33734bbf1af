using Activation.Storage;

namespace Activation.Profiles.Events;

/// <summary>Writes merges so that events follow them.</summary>
internal static class AliasWriter
{
    public static async Task<AliasFile> WriteAsync(
        ActivationStorage storage, ScratchFolder scratch, string blobName, IReadOnlyDictionary<ProfileId, ProfileId> merged, CancellationToken cancellationToken)
    {
        using var session = new DuckDbSession(scratch, memoryMegabytes: 256);
        session.Execute("CREATE TABLE merged (old UUID, pid UUID)");
        using (var appender = session.Connection.CreateAppender("merged"))
        {
            foreach (var (old, profile) in merged)
            {
                appender.CreateRow().AppendValue(old.Value).AppendValue(profile.Value).EndRow();
            }
        }

        await ParquetUpload.CopyAsync(session, storage, scratch, "SELECT old, pid FROM merged ORDER BY old", StorageNames.Snapshot, blobName, cancellationToken);
        return new AliasFile(blobName, merged.Count);
    }
}
