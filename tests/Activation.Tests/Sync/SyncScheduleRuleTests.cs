using System.Globalization;
using Activation.Sync;

namespace Activation.Tests.Sync;

public sealed class SyncScheduleRuleTests
{
    private static readonly DateTimeOffset Now = At("2026-11-02T12:00:00Z");

    [Theory]
    [InlineData("0 6 * * *", "2026-11-02T06:00:00Z", false)]
    [InlineData("0 6 * * *", "2026-11-01T06:00:00Z", true)]
    [InlineData("*/30 * * * * *", "2026-11-02T11:59:30Z", true)]
    [InlineData(null, "2026-11-02T11:59:59Z", true)]
    public void Due_OwnCron_AtItsTimesOnly(string? cron, string last, bool due) =>
        (SyncScheduleRule.Due(Definition() with { Schedule = cron }, new SyncState { ScheduledAt = At(last) }, Now) == RunMode.Delta).ShouldBe(due);

    // Berlin is an hour ahead of UTC in winter and two in summer; clocks went forward on 29 March 2026 and back on 25 October.
    [Theory]
    [InlineData("0 6 * * *", "2026-01-14T12:00:00Z", "2026-01-15T04:00:00Z", false)]
    [InlineData("0 6 * * *", "2026-01-14T12:00:00Z", "2026-01-15T05:00:00Z", true)]
    [InlineData("0 6 * * *", "2026-07-14T12:00:00Z", "2026-07-15T04:00:00Z", true)]
    [InlineData("0 6 * * *", "2026-03-28T05:00:00Z", "2026-03-29T03:00:00Z", false)]
    [InlineData("0 6 * * *", "2026-03-28T05:00:00Z", "2026-03-29T04:00:00Z", true)]
    [InlineData("30 2 * * *", "2026-03-28T01:30:00Z", "2026-03-29T00:59:00Z", false)]
    [InlineData("30 2 * * *", "2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z", true)]
    [InlineData("30 2 * * *", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", false)]
    [InlineData("0 6 * * *", "2026-10-24T04:00:00Z", "2026-10-25T04:00:00Z", false)]
    [InlineData("0 6 * * *", "2026-10-24T04:00:00Z", "2026-10-25T05:00:00Z", true)]
    public void Due_CronInATimeZone_FollowsItsClock(string cron, string last, string tick, bool due) =>
        (SyncScheduleRule.Due(Definition() with { Schedule = cron, TimeZone = "Europe/Berlin" }, new SyncState { ScheduledAt = At(last) }, At(tick)) is not null).ShouldBe(due);

    [Fact]
    public void Due_AfterImport_OnlyWithAScheduleAtTicksToo()
    {
        var state = new SyncState { ScheduledAt = Now.AddDays(-1) };

        SyncScheduleRule.Due(Definition() with { AfterImport = true }, state, Now).ShouldBeNull();
        SyncScheduleRule.Due(Definition() with { AfterImport = true, Schedule = "0 6 * * *" }, state, Now).ShouldBe(RunMode.Delta);
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, "0 6 1 1 *")]
    public void Due_MissedWhileItWasPaused_AtTheFirstTickAfterThat(bool afterImport, string? cron)
    {
        var sync = Definition() with { AfterImport = afterImport, Schedule = cron };
        var state = new SyncState { ScheduledAt = Now.AddDays(-1), Missed = true };

        SyncScheduleRule.Due(sync, state, Now).ShouldBe(RunMode.Delta);
        SyncScheduleRule.Due(sync with { Paused = true }, state, Now).ShouldBeNull();
        SyncScheduleRule.Due(sync, state with { Missed = false }, Now).ShouldBeNull();
    }

    [Theory]
    [InlineData(null, true, null, RunMode.Delta)]
    [InlineData(7, true, "2026-10-27T12:00:00Z", RunMode.Delta)]
    [InlineData(7, true, "2026-10-26T12:00:05Z", RunMode.Full)]
    [InlineData(7, true, null, RunMode.Full)]
    [InlineData(7, false, null, RunMode.Delta)]
    public void Due_FullEveryDays_IsFullOnceTheyHavePassed(int? days, bool activated, string? fullAt, RunMode mode)
    {
        var state = new SyncState { Activated = activated, FullAt = fullAt is null ? null : At(fullAt) };

        SyncScheduleRule.Due(Definition() with { FullEveryDays = days }, state, Now).ShouldBe(mode);
        SyncScheduleRule.Due(Definition() with { FullEveryDays = days, AfterImport = true }, state, Now).ShouldBe(mode == RunMode.Full ? mode : null);
    }

    [Fact]
    public void Due_PausedOrNotStartedOrFrozen_IsNotButDeletionIs()
    {
        var paused = Definition() with { Paused = true };
        SyncScheduleRule.Due(paused, new SyncState(), Now).ShouldBeNull();
        SyncScheduleRule.Due(Definition() with { StartsAt = new SyncDate(Now.AddDays(1)) }, new SyncState { AudienceId = "1", Rows = 5 }, Now).ShouldBeNull();
        SyncScheduleRule.Due(Definition() with { EndsAt = new SyncDate(Now.AddDays(-1)), AtEnd = AtEnd.Freeze }, new SyncState { AudienceId = "1", Rows = 5 }, Now).ShouldBeNull();
        SyncScheduleRule.Due(paused, new SyncState { Deleting = true }, Now).ShouldBe(RunMode.Empty);
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("1", 5L, RunMode.Delta)]
    [InlineData("1", null, RunMode.Delta)]
    [InlineData("1", 0L, null)]
    [InlineData("1", 0L, RunMode.Delta, 0)]
    [InlineData("1", 0L, null, 1)]
    public void Due_Ended_UntilNothingIsLeft(string? audience, long? rows, RunMode? mode, int? failedDueIn = null) =>
        SyncScheduleRule.Due(
            Definition() with { EndsAt = new SyncDate(Now.AddDays(-1)), Schedule = "0 6 1 1 *" },
            new SyncState { AudienceId = audience, Rows = rows, ScheduledAt = Now.AddDays(-1), FailedProcessing = failedDueIn is { } hours ? new() { Runs = [new("s.1", Now.AddHours(hours))], Times = 1, At = Now } : null },
            Now).ShouldBe(mode);

    [Theory]
    [InlineData("2026-12-30T22:59:59Z", "Still")]
    [InlineData("2026-12-30T23:00:00Z", "Running")]
    [InlineData("2026-12-31T22:59:59Z", "Running")]
    [InlineData("2026-12-31T23:00:00Z", "Ended")]
    public void Phase_OneDay_IsThatWholeDayInTheTimeZone(string now, string phase)
    {
        var day = new SyncDate(new DateOnly(2026, 12, 31));
        var sync = Definition() with { StartsAt = day, EndsAt = day, TimeZone = "Europe/Berlin" };

        SyncScheduleRule.Phase(sync, At(now)).ToString().ShouldBe(phase);
        SyncScheduleRule.Phase(sync with { AtEnd = AtEnd.Freeze }, At(now)).ToString().ShouldBe(phase == "Ended" ? "Still" : phase);
        SyncScheduleRule.Phase(sync with { Paused = true }, At(now)).ToString().ShouldBe(phase == "Running" ? "Still" : phase);
        SyncScheduleRule.Phase(sync with { Paused = true, AtEnd = AtEnd.Freeze }, At(now)).ShouldBe(SyncPhase.Still);
    }

    // In Beirut clocks went forward at midnight on 29 March 2026, so that day began at 01:00; in Havana they went back from 01:00 to midnight on 1 November, so it began twice.
    [Theory]
    [InlineData("Asia/Beirut", "2026-03-29", "2026-03-28T22:00:00Z")]
    [InlineData("America/Havana", "2026-11-01", "2026-11-01T04:00:00Z")]
    public void Start_ClocksChangeAtMidnight_IsTheFirstMomentOfTheDay(string zone, string day, string start) =>
        new SyncDate(DateOnly.Parse(day, CultureInfo.InvariantCulture)).Start(TimeZoneInfo.FindSystemTimeZoneById(zone)).ToUniversalTime().ShouldBe(At(start));

    [Fact]
    public void Phase_UnknownTimeZone_SaysSo() =>
        Should.Throw<ProblemException>(() => SyncScheduleRule.Phase(Definition() with { TimeZone = "Europe/Nowhere" }, Now)).Code.ShouldBe("unknownTimeZone");

    private static SyncDefinition Definition() => new() { Segment = "gold", Destination = "meta" };

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
