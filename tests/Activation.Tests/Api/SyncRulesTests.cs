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
        TimeZone = "Europe/Berlin",
        AfterImport = true,
        FullEveryDays = 7,
        StartsAt = new SyncDate(DateTimeOffset.UnixEpoch),
        EndsAt = new SyncDate(new DateOnly(1970, 1, 2)),
        AtEnd = AtEnd.Freeze,
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
        { Valid with { StartsAt = new SyncDate(DateTimeOffset.UnixEpoch), EndsAt = new SyncDate(DateTimeOffset.UnixEpoch) }, "endsAt" },
        { Valid with { StartsAt = new SyncDate(new DateOnly(2026, 11, 3)), EndsAt = new SyncDate(new DateOnly(2026, 11, 2)) }, "endsAt" },
        { Valid with { TimeZone = "Europe/Nowhere" }, "timeZone" },
        { Valid with { TimeZone = "" }, "timeZone" },
        { Valid with { FullEveryDays = 0 }, "fullEveryDays" },
        { Valid with { AtEnd = AtEnd.Freeze }, "atEnd" },
    };

    [Fact]
    public void CheckOptions_OneDay_IsBothStartAndEnd() => Should.NotThrow(() => SyncRules.CheckOptions(Valid with
    {
        StartsAt = new SyncDate(new DateOnly(2026, 11, 2)),
        EndsAt = new SyncDate(new DateOnly(2026, 11, 2)),
    }));

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void CheckOptions_OutOfRange_NamesTheOption(SyncDefinition sync, string path) =>
        Should.Throw<ProblemException>(() => SyncRules.CheckOptions(sync)).Path.ShouldBe(path);
}
