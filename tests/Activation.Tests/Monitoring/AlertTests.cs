using System.Text.Json.Nodes;
using Activation.Import;
using Activation.Monitoring.Alerts;
using Activation.Sync;
using Activation.Sync.Processing;

namespace Activation.Tests.Monitoring;

public sealed class AlertTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 6, 0, 0, TimeSpan.Zero);
    private static readonly SyncId Sync = new("gold");

    [Theory]
    [InlineData(RunState.Failed, RunMode.Delta, AlertKind.RunFailed)]
    [InlineData(RunState.Held, RunMode.Delta, AlertKind.RunHeld)]
    [InlineData(RunState.Completed, RunMode.Delta, AlertKind.SkipRate, AlertKind.SizeChanged)]
    [InlineData(RunState.CompletedWithErrors, RunMode.Full, AlertKind.SkipRate, AlertKind.SizeChanged)]
    [InlineData(RunState.Completed, RunMode.Empty, AlertKind.SkipRate)]
    [InlineData(RunState.Completed, RunMode.Dry)]
    [InlineData(RunState.Superseded, RunMode.Delta)]
    public void OfRun_ByStateAndMode(RunState state, RunMode mode, params AlertKind[] expected) =>
        AlertFindings.Of(Run(state) with { Mode = mode }).Where(f => f.IsBad).Select(f => f.Kind).ShouldBe(expected);

    [Theory]
    [InlineData(RunState.Held, AlertKind.RunHeld)]
    [InlineData(RunState.Delivering)]
    [InlineData(RunState.Superseded)]
    public void OfRun_BeforeItsEnd_OnlyThatItIsHeld(RunState state, params AlertKind[] expected) =>
        AlertFindings.Of(Run(state) with { EndedAt = null }).Where(f => f.IsBad).Select(f => f.Kind).ShouldBe(expected);

    [Theory]
    [InlineData(100, 96, 0.04, false)]
    [InlineData(100, 95, 0.04, true)]
    [InlineData(100, 104, 0.04, false)]
    [InlineData(100, 105, 0.04, true)]
    [InlineData(0, 100, 0.04, false)]
    public void SizeChanged_FiresBeyondTheThreshold(long before, long after, double threshold, bool fires) =>
        Fires(Run(RunState.Completed) with { AudienceBefore = before, Received = after, Activated = after, Excluded = 0, Failed = 0 }, new() { Kind = AlertKind.SizeChanged, Threshold = threshold, Url = "https://x" })
            .ShouldBe(fires);

    [Theory]
    [InlineData(10, 10, 0.2, false)]
    [InlineData(11, 10, 0.2, true)]
    [InlineData(0, 1, 0, true)]
    [InlineData(0, 0, 0, false)]
    public void SkipRate_FiresBeyondTheThreshold(long excluded, long failed, double threshold, bool fires) =>
        Fires(Run(RunState.Completed) with { Received = 100, Excluded = excluded, Failed = failed, Activated = 100 - excluded - failed }, new() { Kind = AlertKind.SkipRate, Threshold = threshold, Url = "https://x" })
            .ShouldBe(fires);

    [Theory]
    [InlineData(100, 20, null, 0.2, false)]
    [InlineData(100, 21, null, 0.2, true)]
    [InlineData(0, 0, null, 0, false)]
    [InlineData(0, 0, "unreadable", 1, true)]
    public void ImportRejected_FiresBeyondTheThreshold_AndForFilesThatCannotBeRead(long read, long rejected, string? failure, double threshold, bool fires)
    {
        var import = new ImportRecord
        {
            ImportId = "airline.0011223344556677", Source = "airline", Name = "x.csv", State = ImportState.Completed, DroppedAt = Now, EndedAt = Now, RowsRead = read, Rejected = rejected, Accepted = read - rejected,
            Failure = failure is null ? null : new ImportFailure(failure, ""),
        };

        AlertFindings.Of(import).Fires(Rule(AlertKind.ImportRejected) with { Threshold = threshold }).ShouldBe(fires);
    }

    [Theory]
    [InlineData(90, 10, 0, true, 0.1, false)]
    [InlineData(89, 11, 0, true, 0.1, true)]
    [InlineData(0, 0, 0, true, 0, false)]
    [InlineData(99, 1, 0, true, 0, true)]
    [InlineData(0, 100, 0, false, 0, false)]
    [InlineData(99, 1, 1, false, 0.5, true)]
    [InlineData(0, 0, 1, true, 1, true)]
    public void ProcessingRefused_FiresBeyondTheThresholdAtTheEnd_AndAtOnceForACallThatFailed(long accepted, long refused, int failed, bool isFinal, double threshold, bool fires)
    {
        var said = new RunProcessing { State = ProcessingState.Processing, Calls = 3, Failed = failed, Accepted = accepted, Refused = refused, Reasons = Said(refused), AskedAt = Now, EndedAt = isFinal ? Now : null };
        var rule = Rule(AlertKind.ProcessingRefused) with { Threshold = threshold };

        Fires(Run(RunState.Completed) with { Processing = said }, rule).ShouldBe(fires);
        Fires(Run(RunState.Superseded) with { Processing = said }, rule).ShouldBe(fires, "what it delivered may be in the audience");
        AlertFindings.OfProcessing(Run(RunState.Completed)).ShouldBeNull();
        if (fires)
        {
            AlertFindings.OfProcessing(Run(RunState.Completed) with { Processing = said })?.Code.ShouldBe(refused == 0 ? null : "deniedConsent");
        }
    }

    [Fact]
    public void Rule_IsForItsSubjectAndForWhatHappensAfterItWasSaved()
    {
        var failed = AlertFindings.Of(Run(RunState.Failed)).First(f => f.Kind == AlertKind.RunFailed);

        failed.Fires(Rule(AlertKind.RunFailed)).ShouldBeTrue();
        failed.Fires(Rule(AlertKind.RunFailed) with { Subject = "gold" }).ShouldBeTrue();
        failed.Fires(Rule(AlertKind.RunFailed) with { Subject = "silver" }).ShouldBeFalse();
        failed.Fires(Rule(AlertKind.RunFailed) with { Paused = true }).ShouldBeFalse();
        failed.Fires(Rule(AlertKind.RunFailed) with { Since = Now.AddSeconds(1) }).ShouldBeFalse();
        failed.Fires(Rule(AlertKind.RunHeld)).ShouldBeFalse();
    }

    [Fact]
    public void Late_RunTakenOverAgainAndAgain_CountsFromTheFirst()
    {
        RunRecord[] runs = [Asked(-5, RunState.Completed), Asked(-4, RunState.Superseded), Asked(-3, RunState.Superseded), Asked(-0.5, RunState.Delivering)];

        var late = LateRuns.Find(Sync, runs, due: null, Now).ShouldNotBeNull();

        (late.Instance, late.Measure).ShouldBe((runs[1].RunId, 240));
        late.Fires(Rule(AlertKind.RunLate)).ShouldBeTrue("150 minutes without a threshold");
        late.Fires(Rule(AlertKind.RunLate) with { Threshold = 240 }).ShouldBeFalse();
    }

    [Fact]
    public void Late_RunThatWasHeldForDays_CountsFromItsApproval()
    {
        RunRecord[] runs = [Asked(-40, RunState.Superseded) with { Code = "removeShareExceeded" }, Asked(-0.5, RunState.Evaluating)];

        LateRuns.Find(Sync, runs, due: null, Now).ShouldNotBeNull().Measure.ShouldBe(30);
    }

    [Fact]
    public void Late_NothingWaits_IsNot()
    {
        LateRuns.Find(Sync, [Asked(-4, RunState.Completed), Asked(-3, RunState.Superseded)], due: null, Now).ShouldBeNull();
        LateRuns.Find(Sync, [Asked(-4, RunState.Planned) with { Mode = RunMode.Dry }], due: null, Now).ShouldBeNull();
        LateRuns.Find(Sync, [], due: Now.AddMinutes(1), Now).ShouldBeNull();
    }

    [Fact]
    public void Late_OwnScheduleWithoutARun_CountsFromWhenItWasDue()
    {
        var late = LateRuns.Find(Sync, [Asked(-30, RunState.Completed)], due: Now.AddHours(-3), Now).ShouldNotBeNull();

        (late.Instance, late.Measure).ShouldBe((RunId.Scheduled(Sync, Now.AddHours(-3)).Value, 180));
    }

    [Fact]
    public void Due_SyncThatFollowsImports_FromAnImportThatNoRunHasFollowed()
    {
        var sync = new SyncDefinition { Segment = "gold", Destination = "meta", AfterImport = true };
        var (state, imported) = (new SyncState { AudienceId = "1" }, Now.AddHours(-4));

        LateRuns.Due(sync, state, [Asked(-5, RunState.Completed)], imported, Now).ShouldBe(imported);
        LateRuns.Due(sync, state, [Asked(-5, RunState.Completed) with { StartedAt = Now.AddHours(-3) }], imported, Now).ShouldBeNull("it waited for the import's end");
        LateRuns.Due(sync, state, [Asked(-3, RunState.Completed)], imported, Now).ShouldBeNull();
        LateRuns.Due(sync, state, [Asked(-3, RunState.Completed) with { Mode = RunMode.Protect }, Asked(-2, RunState.Completed) with { Mode = RunMode.Dry }], imported, Now).ShouldBe(imported, "neither brings anybody in");
        LateRuns.Due(sync, state, [], imported: null, Now).ShouldBeNull();
        LateRuns.Due(sync, new SyncState(), [], imported, Now).ShouldBeNull("it may be newer than the import");
        LateRuns.Due(sync with { Schedule = "0 0 * * *" }, state with { ScheduledAt = Now.AddHours(-1) }, [], imported, Now).ShouldBe(imported, "both are wanted, and that was first");
        LateRuns.Due(sync with { AfterImport = false }, state, [], imported, Now).ShouldBeNull();
        LateRuns.Due(sync with { Paused = true }, state, [], imported, Now).ShouldBeNull();
        LateRuns.Due(sync, state with { Deleting = true }, [], imported, Now).ShouldBeNull();
    }

    [Fact]
    public void Due_SyncOfEveryTick_AfterAsLongAsBetweenTwoTicks()
    {
        var sync = new SyncDefinition { Segment = "gold", Destination = "meta" };
        RunRecord[] runs = [Asked(-30, RunState.Completed), Asked(-29.5, RunState.Completed), Asked(-28, RunState.Completed)];

        LateRuns.Due(sync, new SyncState(), runs, imported: null, Now).ShouldBe(Now.AddHours(-26.5));
        LateRuns.Due(sync, new SyncState { ScheduledAt = Now.AddHours(-27) }, runs, imported: null, Now).ShouldBe(Now.AddHours(-25.5));
        LateRuns.Due(sync, new SyncState { ScheduledAt = Now.AddHours(-28) }, [runs[2]], imported: null, Now).ShouldBeNull("how often there are ticks is not known");
    }

    [Theory]
    [InlineData(AlertKind.SkipRate, null, "https://example.com", null, "missingProperty", "threshold")]
    [InlineData(AlertKind.SkipRate, 1.5, "https://example.com", null, "outOfRange", "threshold")]
    [InlineData(AlertKind.ProcessingRefused, null, "https://example.com", null, "missingProperty", "threshold")]
    [InlineData(AlertKind.ProcessingRefused, 1.1, "https://example.com", null, "outOfRange", "threshold")]
    [InlineData(AlertKind.SizeChanged, -0.1, "https://example.com", null, "outOfRange", "threshold")]
    [InlineData(AlertKind.RunLate, 0.0, "https://example.com", null, "outOfRange", "threshold")]
    [InlineData(AlertKind.RunFailed, 0.5, "https://example.com", null, "noThreshold", "threshold")]
    [InlineData(AlertKind.RunFailed, null, "http://example.com", null, "invalidUrl", "url")]
    [InlineData(AlertKind.RunFailed, null, "https://user:pass@example.com", null, "invalidUrl", "url")]
    [InlineData(AlertKind.RunFailed, null, "/hook", null, "invalidUrl", "url")]
    [InlineData(AlertKind.RunFailed, null, "https://example.com", "Not An Id", "invalidId", "subject")]
    public void Rule_Invalid_NamesCodeAndPath(AlertKind kind, double? threshold, string url, string? subject, string code, string path)
    {
        var problem = Should.Throw<ProblemException>(() => AlertRules.Check(new AlertRule { Kind = kind, Threshold = threshold, Url = url, Subject = subject }));

        (problem.Code, problem.Path).ShouldBe((code, path));
    }

    [Theory]
    [InlineData(AlertKind.SizeChanged, 1.5, "https://example.com/hook")]
    [InlineData(AlertKind.RunLate, null, "http://127.0.0.1:8080/hook")]
    [InlineData(AlertKind.Reconnect, null, "https://example.com")]
    public void Rule_Valid(AlertKind kind, double? threshold, string url) => Should.NotThrow(() => AlertRules.Check(new AlertRule { Kind = kind, Threshold = threshold, Url = url }));

    [Theory]
    [InlineData(AlertKind.RunFailed, "/api/runs/gold.1")]
    [InlineData(AlertKind.RunLate, "/api/syncs/gold/runs")]
    [InlineData(AlertKind.ProcessingRefused, "/api/runs/gold.1")]
    [InlineData(AlertKind.ImportRejected, "/api/imports/gold.1")]
    [InlineData(AlertKind.ImportHeld, "/api/imports/gold.1")]
    [InlineData(AlertKind.Reconnect, "/api/destinations/gold")]
    public void Body_SaysWhatAndWhere(AlertKind kind, string link)
    {
        var alert = new Alert { AlertId = "a1", Rule = "ops", Kind = kind, Subject = "gold", Instance = "gold.1", At = Now, Code = "190", Values = new Dictionary<string, double>(StringComparer.Ordinal) { ["share"] = 0.25 } };

        var body = JsonNode.Parse(AlertBody.Of(alert)).ShouldNotBeNull().AsObject();

        body.Select(p => p.Key).ShouldBe(["id", "kind", "rule", "subject", "instance", "at", "code", "values", "link", "text"]);
        body["link"]?.GetValue<string>().ShouldBe(link);
        body["text"]?.GetValue<string>().ShouldContain("gold");
    }

    private static bool Fires(RunRecord run, AlertRule rule) => AlertFindings.Of(run).Any(f => f.Fires(rule with { Since = Now }));

    private static Dictionary<string, long> Said(long refused) => refused == 0 ? [] : new(StringComparer.Ordinal) { ["deniedConsent"] = refused };

    private static AlertRule Rule(AlertKind kind) => new() { Kind = kind, Url = "https://example.com", Since = Now };

    private static RunRecord Run(RunState state) => new()
    {
        RunId = RunId.Scheduled(Sync, Now).Value, Sync = Sync.Value, Mode = RunMode.Delta, State = state, RequestedAt = Now, StartedAt = Now, EndedAt = Now,
        Received = 10, Activated = 8, Excluded = 1, Failed = 1, AudienceBefore = 5,
    };

    private static RunRecord Asked(double hours, RunState state) => new()
    {
        RunId = RunId.Scheduled(Sync, Now.AddHours(hours)).Value, Sync = Sync.Value, Mode = RunMode.Delta, State = state, RequestedAt = Now.AddHours(hours),
    };
}
