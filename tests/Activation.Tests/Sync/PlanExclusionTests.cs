using Activation.Delivery;
using Activation.Destinations;
using Activation.Profiles;
using Activation.Sync;
using Activation.Sync.Ledger;
using Activation.Sync.Planning;
using CsCheck;

namespace Activation.Tests.Sync;

/// <summary>People whom a plan leaves out though the segment has them.</summary>
public sealed class PlanExclusionTests
{
    [Fact]
    public async Task Run_MemberMustLeave_IsRemovedAndCountedAsExcluded()
    {
        using var history = new PlanHistory();
        history.SetMembers(Members(("a", "shared", "A"), ("b", "shared", "B"), ("c", "e3", "C")));
        (await history.RunAsync(RunMode.Delta, Deliver)).Dispose();
        history.Scope = new PlanScope { Leaving = [ProfileId.ForCustomer("a")] };

        using var plan = await history.RunAsync(RunMode.Delta, Deliver);

        history.Platform.Keys.ShouldBe(["email:e3", "email:shared", "externalId:B", "externalId:C"]);
        (plan.Received, plan.AudienceBefore, plan.Leaving, plan.LeavingExempt).ShouldBe((3, 3, 1, 1));
        plan.Excluded.ShouldBe(new Dictionary<string, long> { ["suppressed"] = 1 });
    }

    [Fact]
    public async Task Run_MemberLeavesByTheRuleAndAnotherMust_OnlyTheOneWhoMustIsExempt()
    {
        using var history = new PlanHistory();
        history.SetMembers(Members(("a", "e1", "A"), ("b", "e2", "B"), ("c", "e3", "C")));
        (await history.RunAsync(RunMode.Delta, Deliver)).Dispose();
        history.SetMembers(Members(("c", "e3", "C")));
        history.Scope = new PlanScope { Leaving = [ProfileId.ForCustomer("a")] };

        using var plan = await history.RunAsync(RunMode.Delta, Deliver);

        (plan.Received, plan.Leaving, plan.LeavingExempt).ShouldBe((1, 2, 1));
        plan.Excluded.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_SuppressedIdentifier_NeverGetsIn()
    {
        using var history = new PlanHistory { Scope = new PlanScope { Suppression = new Suppressed("e1") } };
        history.SetMembers(Members(("a", "e1", "A"), ("b", "e2", "B")));

        using (var plan = await history.RunAsync(RunMode.Delta, Deliver))
        {
            (plan.Received, plan.Adds).ShouldBe((2, 1));
            plan.Excluded.ShouldBe(new Dictionary<string, long> { ["suppressed"] = 1 });
        }

        history.Scope = PlanScope.Everybody;
        (await history.RunAsync(RunMode.Delta, Deliver)).Dispose();
        history.Platform.Keys.ShouldBe(["email:e1", "email:e2", "externalId:A", "externalId:B"]);
    }

    [Fact]
    public async Task Run_MemberGainsASuppressedIdentifier_IsRemovedAndNoBrakeCounts()
    {
        using var history = new PlanHistory();
        history.SetMembers(Members(("a", "e0", "A")));
        (await history.RunAsync(RunMode.Delta, Deliver)).Dispose();
        history.SetMembers(Members(("a", "e1", "A")));
        history.Scope = new PlanScope { Suppression = new Suppressed("e1") };

        using var plan = await history.RunAsync(RunMode.Delta, Deliver);

        history.Platform.Keys.ShouldBeEmpty();
        (plan.Leaving, plan.LeavingExempt).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Run_OnlyIdentifiersOfAWrongForm_LeavesAndIsExcludedForThat()
    {
        var any = TestDestination.Declaration;
        using var history = new PlanHistory();
        history.SetMembers(Members(("a", "e1", null), ("b", "e2", "B"), ("c", null, null)));
        (await history.RunAsync(RunMode.Delta, Deliver)).Dispose();
        history.Rows = new MemberRowBuilder(any with { Identifiers = [.. any.Identifiers.Select(i => i.Name == "email" ? i with { Shape = IdentifierShape.Sha256 } : i)] }, []);

        using var plan = await history.RunAsync(RunMode.Delta, Deliver);

        history.Platform.Keys.ShouldBe(["externalId:B"]);
        plan.Excluded.ShouldBe(new Dictionary<string, long> { ["invalidIdentifier"] = 1, ["noAcceptedIdentifier"] = 1 }, ignoreOrder: true);
    }

    [Fact]
    public async Task Run_MemberLostEveryAcceptedIdentifier_LeavesAndIsExcluded()
    {
        using var history = new PlanHistory();
        history.SetMembers(Members(("a", "e1", "A"), ("b", "e2", "B")));
        (await history.RunAsync(RunMode.Delta, Deliver)).Dispose();
        history.SetMembers(Members(("a", null, null), ("b", "e2", "B")));

        using var plan = await history.RunAsync(RunMode.Delta, Deliver);

        history.Platform.Keys.ShouldBe(["email:e2", "externalId:B"]);
        plan.Excluded.ShouldBe(new Dictionary<string, long> { ["noAcceptedIdentifier"] = 1 });
        (plan.Leaving, plan.LeavingExempt).ShouldBe((1, 0));
    }

    [Fact]
    public async Task Run_Protect_TakesOutWhoMustLeaveAndNothingElse()
    {
        using var history = new PlanHistory();
        history.SetMembers(Members(("a", "shared", "A"), ("b", "shared", "B"), ("c", "e3", "C")));
        (await history.RunAsync(RunMode.Delta, Deliver)).Dispose();
        history.SetMembers(Members(("b", "shared", "B"), ("d", "e4", "D")));
        history.Scope = new PlanScope { Leaving = [ProfileId.ForCustomer("a"), ProfileId.ForCustomer("d")] };

        using var plan = await history.RunAsync(RunMode.Protect, Deliver);

        history.Platform.Keys.ShouldBe(["email:e3", "email:shared", "externalId:B", "externalId:C"]);
        (plan.Received, plan.Leaving, plan.LeavingExempt).ShouldBe((3, 1, 1));
        plan.Excluded.ShouldBe(new Dictionary<string, long> { ["suppressed"] = 1 });
    }

    [Fact]
    public async Task Run_ProtectAfterAnUnconfirmedRemove_ItHoldsNoKeyOfWhoMustLeave()
    {
        using var history = new PlanHistory();
        history.SetMembers(Members(("a", "shared", "A"), ("b", "shared", "B")));
        (await history.RunAsync(RunMode.Delta, Deliver)).Dispose();
        history.SetMembers(Members(("b", "shared", "B")));
        (await history.RunAsync(RunMode.Delta, _ => Fate.ResponseLost)).Dispose();
        history.Scope = new PlanScope { Leaving = [ProfileId.ForCustomer("b")] };

        (await history.RunAsync(RunMode.Protect, Deliver)).Dispose();

        history.Platform.Keys.ShouldBeEmpty();
        history.States().ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_ProtectAfterASourceWasBarred_SendsNoRowAsItWasBuiltBefore()
    {
        using var history = new PlanHistory();
        history.SetMembers(Members(("a", "shared", "A"), ("b", "shared", "B")));
        (await history.RunAsync(RunMode.Delta, Deliver)).Dispose();
        history.Scope = new PlanScope { Leaving = [ProfileId.ForCustomer("a")], BarredSources = ["shop"] };

        using var plan = await history.RunAsync(RunMode.Protect, Deliver);

        (plan.Removes, plan.Adds).ShouldBe((1, 0));
        history.StatesOf(ProfileId.ForCustomer("b")).ShouldBe([LedgerState.Resend]);
        (await history.RunAsync(RunMode.Delta, Deliver)).Dispose();
        history.Platform.Keys.ShouldBe(["email:shared", "externalId:B"]);
    }

    /// <summary>
    /// Random members, modes and fates, while random people must leave; a protecting run without faults leaves nothing of theirs that nobody else has, and
    /// the run of the whole difference after it makes the audience that of the others.
    /// </summary>
    [Fact]
    public void Run_AnyHistoryThenProtectThenDelta_EqualsTheKeysOfThoseWhoMayStay()
    {
        var value = Gen.OneOf(Gen.Const((string?)null), Gen.Int[1, 4].Select(i => (string?)$"v{i}"));
        var member = Gen.Select(Gen.Int[0, 7], value, value);
        var run = Gen.Select(member.Array[0, 6], Gen.Int[0, 3].Array[24], Gen.Int[0, 9], Gen.Int[0, 7].Array[0, 3]);
        run.Array[1, 6].Sample(
            history =>
            {
                using var sync = new PlanHistory();
                foreach (var (members, fates, mode, leaving) in history)
                {
                    var next = 0;
                    sync.SetMembers(Desired(members));
                    sync.Scope = Leaving(leaving);
                    using var plan = sync.RunAsync(mode switch { 0 => RunMode.Full, 1 or 2 => RunMode.Protect, _ => RunMode.Delta }, _ => (Fate)fates[next++ % fates.Length]).GetAwaiter().GetResult();
                    (plan.Received - plan.Excluded.Values.Sum() - plan.Refused.Values.Sum() - sync.Failed.Count).ShouldBeGreaterThanOrEqualTo(0, "more failed than were wanted");
                    plan.LeavingExempt.ShouldBeLessThanOrEqualTo(plan.Leaving);
                }

                sync.RunAsync(RunMode.Protect, Deliver).GetAwaiter().GetResult().Dispose();
                foreach (var profile in sync.Scope.Leaving)
                {
                    sync.StatesOf(profile).ShouldAllBe(s => s == LedgerState.Shadow);
                }

                sync.RunAsync(RunMode.Delta, Deliver).GetAwaiter().GetResult().Dispose();
                var expected = Desired(history[^1].Item1).Where(m => !sync.Scope.Leaving.Contains(m.Key)).SelectMany(m => Keys(m.Value)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
                return sync.Platform.Keys.SequenceEqual(expected);
            },
            iter: 15, threads: 1);
    }

    private static PlanScope Leaving(int[] who) => new() { Leaving = [.. who.Select(w => ProfileId.ForCustomer($"{w}"))] };

    private static IEnumerable<string> Keys(IdentifierSet set) =>
        set["email"].Select(v => $"email:{v}").Concat(set["external_id"].Select(v => $"externalId:{v}"));

    private static Dictionary<ProfileId, IdentifierSet> Desired((int Who, string? Email, string? Id)[] members) =>
        Members([.. members.GroupBy(m => m.Who).Select(g => ($"{g.Key}", g.Last().Email, g.Last().Id))]);

    private static Dictionary<ProfileId, IdentifierSet> Members(params (string Who, string? Email, string? Id)[] members)
    {
        var all = new Dictionary<ProfileId, IdentifierSet>();
        foreach (var (who, email, id) in members)
        {
            var set = new IdentifierSet();
            set.Set("email", email is null ? [] : [email]);
            set.Set("external_id", id is null ? [] : [id]);
            all[ProfileId.ForCustomer(who)] = set;
        }

        return all;
    }

    private static Fate Deliver(BatchOperation operation) => Fate.Delivered;

    private sealed class Suppressed(string email) : ISuppressionCheck
    {
        public bool IsEmpty => false;

        public bool IsSuppressed(IdentifierSet identifiers) => identifiers["email"].Contains(email);
    }
}
