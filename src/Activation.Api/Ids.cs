namespace Activation.Api;

/// <summary>Reads ids out of routes.</summary>
internal static class Ids
{
    public static SourceId Source(string id) => SourceId.TryParse(id, out var parsed) ? parsed : throw Invalid("source");

    public static SegmentId Segment(string id) => SegmentId.TryParse(id, out var parsed) ? parsed : throw Invalid("segment");

    public static string Policy(string id) => EntityName.IsValid(id) ? id : throw Invalid("policy");

    /// <param name="path">Where in the request it stands.</param>
    public static DestinationId Destination(string id, string path = "id") => DestinationId.TryParse(id, out var parsed) ? parsed : throw Invalid("destination", path);

    /// <param name="path">Where in the request it stands.</param>
    public static SyncId Sync(string id, string path = "id") => SyncId.TryParse(id, out var parsed) ? parsed : throw Invalid("sync", path);

    /// <param name="path">Where in the request it stands.</param>
    public static ProfileId Profile(string? id, string path) => id is null
        ? throw ProblemException.Invalid("missingField", path, $"Give the id of a profile as {path}.")
        : ProfileId.TryParse(id, out var parsed) ? parsed : throw ProblemException.Invalid("invalidId", path, "The id of a profile is 32 hex digits.");

    private static ProblemException Invalid(string what, string path = "id") =>
        ProblemException.Invalid("invalidId", path, $"The id of a {what} is {EntityName.Rule}.");
}
