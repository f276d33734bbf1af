using System.Runtime.InteropServices;
using Activation.Sync.Ledger;

namespace Activation.Delivery;

/// <summary>Which ledger row the outcome of a member of a batch settles.</summary>
/// <param name="LedgerRow">Digest of the row.</param>
/// <param name="Prior">The ledger row's state before the plan: restored if the batch was never tried.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BatchPlace(ProfileId Profile, Guid LedgerRow, LedgerState Prior);
