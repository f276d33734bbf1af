using Activation.Delivery;
using Activation.Governance.Consents;
using Activation.Profiles;
using Activation.Sync;
using Activation.Sync.Planning;

namespace Activation.Tests.Sync;

/// <summary>People whom a plan leaves out because they have not consented, or because a policy says so.</summary>
public sealed class PlanConsentTests
{
    private static readonly DateTime Early = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Late = new(2026, 2, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly PlanScope Everywhere = new() { Consent = [new ConsentDemand("ads", ConsentScope.Everywhere)] };
    private static readonly PlanScope InTheEea = new() { Consent = [new ConsentDemand("ads", ConsentScope.Eea)] };

    /// <summary>Said by `crm`, said by `shop` later or at the same time; consent is the newest statement, of equally new ones that of the source that sorts first.</summary>
    [Theory]
    [InlineData(null, null, false, false)]
    [InlineData(true, null, false, true)]
    [InlineData(false, null, false, false)]
    [InlineData(true, false, true, false)]
    [InlineData(false, true, true, true)]
    [InlineData(true, false, false, true)]
    [InlineData(null, true, false, true)]
    public async Task Run_ConsentDemanded_TheNewestStatementDecides(bool? crm, bool? shop, bool shopIsLater, bool sent)
    {
        using var history = new PlanHistory { Scope = Everywhere };
        history.SetMembers(Members(("a", null)));
        history.Consents.Add((Id("a"), "crm", crm, Early));
        history.Consents.Add((Id("a"), "shop", shop, shopIsLater ? Late : Early));

        using var plan = await history.RunAsync(RunMode.Delta, Deliver);

        history.Platform.Keys.ShouldBe(sent ? ["email:a"] : []);
        plan.Excluded.ShouldBe(sent ? [] : new Dictionary<string, long> { ["consentMissing"] = 1 });
    }

    /// <summary>Countries as sources have them; nobody's, one within the area, one outside, both, and the United Kingdom, which left it.</summary>
    [Theory]
    [InlineData("", null, false)]
    [InlineData("", true, true)]
    [InlineData("AT", null, false)]
    [InlineData("AT", false, false)]
    [InlineData("NO", true, true)]
    [InlineData("US", null, true)]
    [InlineData("US", false, true)]
    [InlineData("US,AT", null, false)]
    [InlineData("IS", null, false)]
    [InlineData("GB", null, true)]
    public async Task Run_ConsentDemandedInTheEea_OthersNeedNone(string countries, bool? granted, bool sent)
    {
        using var history = new PlanHistory { Scope = InTheEea };
        history.SetMembers(Members(("a", countries)));
        history.Consents.Add((Id("a"), "crm", granted, Early));

        using var plan = await history.RunAsync(RunMode.Delta, Deliver);

        history.Platform.Keys.ShouldBe(sent ? ["email:a"] : []);
    }

    [Theory]
    [InlineData("AT", null, false)]
    [InlineData("GB", null, false)]
    [InlineData("CH", false, false)]
    [InlineData("GB", true, true)]
    [InlineData("US", null, true)]
    [InlineData("", null, false)]
    public async Task Run_ConsentDemandedInTheUkAndSwitzerlandToo_OthersNeedNone(string countries, bool? granted, bool sent)
    {
        using var history = new PlanHistory { Scope = new PlanScope { Consent = [new ConsentDemand("ads", ConsentScope.EeaUkCh)] } };
        history.SetMembers(Members(("a", countries)));
        history.Consents.Add((Id("a"), "crm", granted, Early));

        using var plan = await history.RunAsync(RunMode.Delta, Deliver);

        history.Platform.Keys.ShouldBe(sent ? ["email:a"] : []);
    }

    [Fact]
    public async Task Run_PurposeNobodyHasSpokenOf_LeavesEverybodyOut()
    {
        using var history = new PlanHistory { Scope = new PlanScope { Consent = [new ConsentDemand("other", ConsentScope.Everywhere)] } };
        history.SetMembers(Members(("a", null)));
        Grant(history, "a");

        using var plan = await history.RunAsync(RunMode.Delta, Deliver);

        (plan.Received, plan.Adds, plan.Excluded["consentMissing"]).ShouldBe((1, 0, 1));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_ConsentWithdrawn_LeavesInAnyModeAndNoBrakeCounts(bool protect)
    {
        using var history = new PlanHistory { Scope = Everywhere };
        history.SetMembers(Members(("a", null), ("b", null)));
        Grant(history, "a", "b");
        using (var first = await history.RunAsync(RunMode.Delta, Deliver))
        {
            first.BarredRows.ShouldBe(0);
        }

        history.Consents.Add((Id("a"), "shop", false, Late));
        using var plan = await history.RunAsync(protect ? RunMode.Protect : RunMode.Delta, Deliver);

        history.Platform.Keys.ShouldBe(["email:b"]);
        (plan.Received, plan.Leaving, plan.LeavingExempt, plan.BarredRows).ShouldBe((2, 1, 1, 1));
        plan.Excluded.ShouldBe(new Dictionary<string, long> { ["consentMissing"] = 1 });
        using var after = await history.RunAsync(RunMode.Protect, Deliver);
        after.BarredRows.ShouldBe(0);
    }

    /// <summary>What `crm` said by default when the row was written, and what it says now; a row without a value has cleared it.</summary>
    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(true, null, false)]
    [InlineData(false, true, true)]
    [InlineData(false, false, false)]
    [InlineData(null, true, false)]
    public async Task Run_NobodySaidAnything_TheDefaultOfNowDecides(bool? stored, bool? now, bool sent)
    {
        using var history = new PlanHistory { Scope = Defaults(("crm", now), ("other", true)) };
        history.SetMembers(Members(("a", null)));
        history.Consents.Add((Id("a"), "crm", stored, stored is { } granted ? At(granted) : Early));

        using var plan = await history.RunAsync(RunMode.Delta, Deliver);

        history.Platform.Keys.ShouldBe(sent ? ["email:a"] : []);
    }

    /// <summary>`crm` has everybody by default; besides, some have said so themselves, to it or to `shop`, one has refused, and of one `shop` says the same by default.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    public async Task Run_DefaultIsGone_WhoIsInByItAloneLeavesAndOthersStay(bool? now)
    {
        using var history = new PlanHistory { Scope = Defaults(("crm", true), ("shop", true)) };
        history.SetMembers(Members(("alone", null), ("said", null), ("elsewhere", null), ("refused", null), ("both", null)));
        Grant(history, "said");
        history.Consents.AddRange(new[] { "alone", "elsewhere", "refused", "both" }.Select(w => (Id(w), "crm", (bool?)true, At(true))));
        history.Consents.AddRange([(Id("elsewhere"), "shop", true, Early), (Id("refused"), "shop", false, Early), (Id("both"), "shop", true, At(true))]);
        (await history.RunAsync(RunMode.Delta, Deliver)).Dispose();
        history.Platform.Keys.ShouldBe(["email:alone", "email:said", "email:elsewhere", "email:both"], ignoreOrder: true);

        history.Scope = Defaults(("crm", now), ("shop", true));
        using (var plan = await history.RunAsync(RunMode.Protect, Deliver))
        {
            var leaving = now is null ? 1 : 2;
            (plan.Leaving, plan.LeavingExempt, plan.BarredRows).ShouldBe((leaving, leaving, leaving));
        }

        history.Platform.Keys.ShouldBe(now is null ? ["email:said", "email:elsewhere", "email:both"] : ["email:said", "email:elsewhere"], ignoreOrder: true);
    }

    [Fact]
    public async Task Run_ConsentWithdrawnByWhoMayBeIn_IsABarredRowThoughNobodyLeaves()
    {
        using var history = new PlanHistory { Scope = Everywhere };
        history.SetMembers(Members(("a", null)));
        Grant(history, "a");
        (await history.RunAsync(RunMode.Delta, _ => Fate.ResponseLost)).Dispose();
        history.Consents.Add((Id("a"), "shop", false, Late));

        using var plan = await history.RunAsync(RunMode.Delta, _ => Fate.NeverTried);

        (plan.Leaving, plan.LeavingExempt, plan.BarredRows).ShouldBe((0, 0, 1));
        history.Platform.Keys.ShouldBe(["email:a"], "so a run that only protects is due beside one that is held");
    }

    [Fact]
    public async Task Run_PersonIsInNoSourceAnyMore_LeavesAsTheSegmentSays()
    {
        using var history = new PlanHistory { Scope = Everywhere };
        history.SetMembers(Members(("a", null), ("b", null)));
        Grant(history, "a", "b");
        (await history.RunAsync(RunMode.Delta, Deliver)).Dispose();
        history.SetMembers(Members(("b", null)));

        using (var protect = await history.RunAsync(RunMode.Protect, Deliver))
        {
            (protect.Removes, protect.LeavingExempt).ShouldBe((0, 0));
        }

        using var plan = await history.RunAsync(RunMode.Delta, Deliver);
        (plan.Leaving, plan.LeavingExempt).ShouldBe((1, 0));
    }

    [Fact]
    public async Task Run_Blocked_SendsNobodyAndTakesEverybodyOutUnderTheBrakes()
    {
        using var history = new PlanHistory();
        history.SetMembers(Members(("a", null), ("b", null)));
        (await history.RunAsync(RunMode.Delta, Deliver)).Dispose();
        history.SetMembers(Members(("a", null), ("b", null), ("c", null)));
        history.Scope = new PlanScope { Blocked = "A policy says so." };

        using var plan = await history.RunAsync(RunMode.Full, Deliver);

        history.Platform.Keys.ShouldBeEmpty();
        (plan.Received, plan.Adds, plan.Leaving, plan.LeavingExempt).ShouldBe((3, 0, 2, 0));
        plan.Excluded.ShouldBe(new Dictionary<string, long> { ["blockedByExportControl"] = 3 });
    }

    [Fact]
    public async Task Run_BlockedAndProtecting_SendsNobodyAgainWhoSharesAKey()
    {
        using var history = new PlanHistory();
        history.SetMembers(new Dictionary<ProfileId, IdentifierSet> { [Id("a")] = Set("e", "1", null), [Id("b")] = Set("e", "2", null) });
        (await history.RunAsync(RunMode.Delta, Deliver)).Dispose();
        history.Scope = new PlanScope { Blocked = "A policy says so.", Leaving = [Id("a")] };

        using var plan = await history.RunAsync(RunMode.Protect, Deliver);

        (plan.Removes, plan.Adds).ShouldBe((1, 0));
    }

    [Fact]
    public async Task Run_SourceBarred_SendsNoIdentifierOfItAndBuildsEveryRowAnew()
    {
        using var history = new PlanHistory();
        history.SetMembers(Members(("a", null)));
        (await history.RunAsync(RunMode.Delta, Deliver)).Dispose();
        history.Scope = new PlanScope { BarredSources = ["crm"] };

        using (var plan = await history.RunAsync(RunMode.Delta, Deliver))
        {
            history.Platform.Keys.ShouldBeEmpty();
            plan.Excluded.ShouldBe(new Dictionary<string, long> { ["blockedByExportControl"] = 1 });
        }

        history.Scope = PlanScope.Everybody;
        (await history.RunAsync(RunMode.Delta, Deliver)).Dispose();
        history.Platform.Keys.ShouldBe(["email:a"]);
    }

    private static ProfileId Id(string who) => ProfileId.ForCustomer(who);

    /// <summary>The purpose is demanded, and sources say so by default; those with null have none.</summary>
    private static PlanScope Defaults(params (string Source, bool? Granted)[] defaults) =>
        Everywhere with { ConsentDefaults = [.. defaults.Where(d => d.Granted is not null).Select(d => new SourceConsent(d.Source, "ads", d.Granted is true))] };

    /// <summary>When a default counts as observed.</summary>
    private static DateTime At(bool granted) => ConsentTraits.DefaultTime(granted).UtcDateTime;

    private static void Grant(PlanHistory history, params string[] who) => history.Consents.AddRange(who.Select(w => (Id(w), "crm", (bool?)true, Early)));

    private static Dictionary<ProfileId, IdentifierSet> Members(params (string Who, string? Countries)[] members) =>
        members.ToDictionary(m => Id(m.Who), m => Set(m.Who, null, m.Countries));

    private static IdentifierSet Set(string email, string? id, string? countries)
    {
        var set = new IdentifierSet();
        set.Set("email", [email]);
        set.Set("external_id", id is null ? [] : [id]);
        set.Set("country_clear", countries?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? []);
        return set;
    }

    private static Fate Deliver(BatchOperation operation) => Fate.Delivered;
}
