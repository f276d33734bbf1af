using Activation.Destinations;
using Activation.Sync.Ledger;

namespace Activation.Delivery;

/// <summary>A member of a batch payload.</summary>
/// <param name="Row">What is sent; in a remove, only the keys that it may name.</param>
/// <param name="LedgerRow">Digest of the ledger row that the outcome settles.</param>
/// <param name="Prior">The ledger row's state before the plan: restored if the batch was never tried.</param>
internal sealed record BatchMember(MemberRow Row, Guid LedgerRow, LedgerState Prior);
