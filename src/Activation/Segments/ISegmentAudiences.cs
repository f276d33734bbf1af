using Activation.Destinations;
using Activation.Storage;

namespace Activation.Segments;

/// <summary>Who is in the audiences of a segment's syncs, as their destinations have confirmed it.</summary>
public interface ISegmentAudiences
{
    /// <summary>Of the syncs of the segment itself; without those that have never run.</summary>
    Task<IReadOnlyList<SegmentAudience>> FindAsync(SegmentId segment, CancellationToken cancellationToken);
}

/// <param name="Type">With the identifiers alone that the sync sends.</param>
/// <param name="FillAsync">Creates the table `audience` (pid) in a session, with the people of a range of shards who are in it.</param>
public sealed record SegmentAudience(string Sync, string Destination, DestinationType Type, Func<DuckDbSession, IReadOnlyList<int>, CancellationToken, Task> FillAsync);
