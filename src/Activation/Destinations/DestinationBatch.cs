using Activation.Delivery;

namespace Activation.Destinations;

/// <summary>One call's worth of members.</summary>
/// <param name="Id">Unique for each batch of each run; a retry repeats it with a higher <paramref name="Attempt"/>.</param>
/// <param name="AudienceId">As <see cref="IDestination.EnsureAudienceAsync"/> answered.</param>
/// <param name="Rows">Together at most <see cref="DestinationType.MaxBatch"/>, see <see cref="DestinationType.RowsOf"/>. A remove's rows carry only the keys that it may name.</param>
public sealed record DestinationBatch(
    BatchId Id, int Attempt, string AudienceId, string AudienceName, BatchOperation Operation, IReadOnlyList<MemberRow> Rows, DateTimeOffset At);
