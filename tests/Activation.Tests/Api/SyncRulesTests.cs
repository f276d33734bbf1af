using Activation.Api.Syncs;
using Activation.Sync;

namespace Activation.Tests.Api;

public sealed class SyncRulesTests
{
    private static readonly SyncDefinition Valid = new() { Segment = "gold", Destination = "meta" };

    [Fact]
    public void CheckOptions_AllSupportedOptions_Pass() => Should.NotThrow(() => SyncRules.CheckOptions(Valid with
    {
        AudienceName = "Gold",
        Schedule = "*/5 * * * *",
        MinimumSize = 0,
        MaxRemoveShare = 0.5,
        StartsAt = DateTimeOffset.UnixEpoch,
        EndsAt = DateTimeOffset.UnixEpoch.AddDays(1),
        Paused = true,
    }));

    public static TheoryData<SyncDefinition, string> Refused => new()
    {
        { Valid with { ValueTrait = "ltv" }, "valueTrait" },
        { Valid with { Schedule = "every hour" }, "schedule" },
        { Valid with { MinimumSize = -1 }, "minimumSize" },
        { Valid with { MaxRemoveShare = 1.5 }, "maxRemoveShare" },
        { Valid with { MaxRemoveShare = double.NaN }, "maxRemoveShare" },
        { Valid with { AudienceName = "" }, "audienceName" },
        { Valid with { StartsAt = DateTimeOffset.UnixEpoch, EndsAt = DateTimeOffset.UnixEpoch }, "endsAt" },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void CheckOptions_OutOfRange_NamesTheOption(SyncDefinition sync, string path) =>
        Should.Throw<ProblemException>(() => SyncRules.CheckOptions(sync)).Path.ShouldBe(path);
}
