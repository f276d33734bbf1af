using Activation.Sync;
using Activation.Sync.Ledger;

namespace Activation.Tests.Sync;

public sealed class AudienceMembershipsTests
{
    [Theory]
    [InlineData(AudiencePresence.Absent)]
    [InlineData(AudiencePresence.Confirmed, LedgerState.Confirmed, LedgerState.Rejected)]
    [InlineData(AudiencePresence.Pending, LedgerState.Confirmed, LedgerState.Maybe)]
    [InlineData(AudiencePresence.Pending, LedgerState.Resend)]
    [InlineData(AudiencePresence.Rejected, LedgerState.Rejected, LedgerState.Shadow)]
    [InlineData(AudiencePresence.Leaving, LedgerState.Shadow)]
    internal void Of_RowsOfAMember_SaysWhatIsOpenFirst(AudiencePresence expected, params LedgerState[] states) => AudienceMemberships.Of(states).ShouldBe(expected);
}
