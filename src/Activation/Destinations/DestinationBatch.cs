using System.Globalization;
using Activation.Delivery;

namespace Activation.Destinations;

/// <summary>One call's worth of members.</summary>
/// <param name="Id">Unique for each batch of each run; a retry repeats it with a higher <paramref name="Attempt"/>.</param>
/// <param name="AudienceId">As <see cref="IDestination.EnsureAudienceAsync"/> answered.</param>
/// <param name="Rows">Together at most <see cref="DestinationType.MaxBatch"/>, see <see cref="DestinationType.RowsOf"/>. A remove's rows carry only the keys that it may name.</param>
public sealed record DestinationBatch(
    BatchId Id, int Attempt, string AudienceId, string AudienceName, BatchOperation Operation, IReadOnlyList<MemberRow> Rows, DateTimeOffset At)
{
    /// <summary>Tells apart the parts in which a batch is sent after it was refused; 0 for the whole batch.</summary>
    public int Part { get; init; }

    /// <summary>True: its run sends every member again, not only what changed.</summary>
    public bool IsFull { get; init; }

    /// <summary>True: an add of a full run that holds all of its members; nobody else is to be in the audience.</summary>
    public bool IsEverybody { get; init; }

    /// <summary>True: its run takes everybody out, since the sync has ended or is deleted.</summary>
    public bool EmptiesAudience { get; init; }

    /// <summary>The same for the same rows of the same batch in every attempt: `{batch}`, or `{batch}/{part}`.</summary>
    public string Key => Part == 0 ? Id.ToString() : string.Create(CultureInfo.InvariantCulture, $"{Id}/{Part}");

    /// <summary>
    /// 19 digits that say which of two batches about a person is newer: the time of the run in milliseconds, then the batch. A retry keeps its number, so that a receiver
    /// can ignore what is older than what it has.
    /// </summary>
    public string Sequence => string.Create(CultureInfo.InvariantCulture, $"{(Id.Run.Time ?? At).ToUnixTimeMilliseconds():D13}{Id.Number:D6}");
}
