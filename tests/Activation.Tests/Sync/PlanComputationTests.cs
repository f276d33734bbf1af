using System.Globalization;
using Activation.Delivery;
using Activation.Profiles;
using Activation.Sync;
using Activation.Sync.Ledger;
using CsCheck;

namespace Activation.Tests.Sync;

public sealed class PlanComputationTests
{
    private const string HistoriesVariable = "ACTIVATION_PLAN_HISTORIES";

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public async Task Run_TwoMembersShareAnEmail_ItStaysUntilTheSecondLeaves(long heldAtOnce)
    {
        using var history = new PlanHistory { HeldAtOnce = heldAtOnce };
        history.SetMembers(Members(("a", "shared", null, "A"), ("b", "shared", null, "B")));
        (await history.RunAsync(RunMode.Delta, Deliver)).Dispose();

        history.SetMembers(Members(("b", "shared", null, "B")));
        (await history.RunAsync(RunMode.Delta, Deliver)).Dispose();
        history.Platform.Keys.ShouldBe(["email:shared", "externalId:B"]);

        history.SetMembers(Members());
        (await history.RunAsync(RunMode.Delta, Deliver)).Dispose();
        history.Platform.Keys.ShouldBeEmpty();
        history.States().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public async Task Run_RemovedMemberLinkedTwoWhoStay_BothStayWhenOneOfThemLeavesLater(long heldAtOnce)
    {
        using var history = new PlanHistory { HeldAtOnce = heldAtOnce };
        history.SetMembers(Members(("link", "e1", "p1", null), ("x", "e1", null, null), ("y", null, "p1", null)));
        (await history.RunAsync(RunMode.Delta, Deliver)).Dispose();

        history.SetMembers(Members(("x", "e1", null, null), ("y", null, "p1", null)));
        (await history.RunAsync(RunMode.Delta, Deliver)).Dispose();
        history.States()[LedgerState.Shadow].ShouldBe(1);

        history.SetMembers(Members(("y", null, "p1", null)));
        (await history.RunAsync(RunMode.Delta, Deliver)).Dispose();
        history.Platform.Keys.ShouldBe(["phone:p1"]);
        history.States().Keys.ShouldBe([LedgerState.Confirmed]);
    }

    [Fact]
    public async Task Run_AddLostItsResponseThenMemberLeft_LeavesNoGhost()
    {
        using var history = new PlanHistory();
        history.SetMembers(Members(("a", "e1", null, "A")));
        (await history.RunAsync(RunMode.Delta, _ => Fate.ResponseLost)).Dispose();
        history.Platform.Keys.ShouldNotBeEmpty();

        history.SetMembers(Members());
        (await history.RunAsync(RunMode.Delta, Deliver)).Dispose();
        history.Platform.Keys.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_RemoveLostItsResponseThenMemberCameBack_IsSentAgain()
    {
        using var history = new PlanHistory();
        history.SetMembers(Members(("a", "e1", null, "A")));
        (await history.RunAsync(RunMode.Delta, Deliver)).Dispose();
        history.SetMembers(Members());
        (await history.RunAsync(RunMode.Delta, _ => Fate.ResponseLost)).Dispose();

        history.SetMembers(Members(("a", "e1", null, "A")));
        (await history.RunAsync(RunMode.Delta, Deliver)).Dispose();
        history.Platform.Keys.ShouldBe(["email:e1", "externalId:A"]);
    }

    [Fact]
    public async Task Run_NothingChanged_PlansNothing()
    {
        using var history = new PlanHistory();
        history.SetMembers(Members(("a", "e1", "p1", "A"), ("b", "e1", null, "B")));
        (await history.RunAsync(RunMode.Delta, Deliver)).Dispose();
        var calls = history.Calls;

        using var plan = await history.RunAsync(RunMode.Delta, Deliver);

        (plan.Adds, plan.Removes, plan.Received).ShouldBe((0, 0, 2));
        history.Calls.ShouldBe(calls);
    }

    [Fact]
    public async Task Run_Full_SendsEveryDesiredRow()
    {
        using var history = new PlanHistory();
        history.SetMembers(Members(("a", "e1", null, "A"), ("b", "e2", null, "B")));
        (await history.RunAsync(RunMode.Delta, Deliver)).Dispose();

        using var plan = await history.RunAsync(RunMode.Full, Deliver);

        (plan.Adds, plan.Removes).ShouldBe((2, 0));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(long.MaxValue)]
    public async Task Run_NewMemberTakesAnEmailOver_ItIsNotRemovedWhereverItsRowIsKept(long freshAtOnce)
    {
        using var history = new PlanHistory { FreshAtOnce = freshAtOnce };
        history.SetMembers(Members(("a", "shared", null, "A")));
        (await history.RunAsync(RunMode.Delta, Deliver)).Dispose();

        history.SetMembers(Members(("b", "shared", null, "B")));
        using var plan = await history.RunAsync(RunMode.Delta, Deliver);

        (plan.Adds, plan.Removes, history.Stored).ShouldBe((1, 1, freshAtOnce == 1 ? 2 : 0));
        history.Platform.Keys.ShouldBe(["email:shared", "externalId:B"]);
    }

    /// <summary>
    /// Members over few identifiers, so that nearly all share keys, of whom a few come, change and leave before each run. Every other run goes through; of the others an eighth of the calls has a
    /// random fate. After one run in which nothing fails, a key is in the audience exactly if a member has it. A failure names its seed; `ACTIVATION_PLAN_HISTORIES` says how many there are.
    /// </summary>
    [Fact]
    public void Run_AnyHistoryThenOneWithoutFaults_EqualsTheDesiredKeys()
    {
        var value = Gen.OneOf(Gen.Const((string?)null), Gen.Int[1, 4].Select(i => (string?)$"v{i}"));
        var edit = Gen.Select(Gen.Int[0, 7], value, value, value, Gen.Bool);
        var fates = Gen.OneOf(Gen.Const(Fate.Delivered).Array[24], Gen.Frequency((7, Gen.Const(Fate.Delivered)), (1, Gen.Enum<Fate>())).Array[24]);
        var run = Gen.Select(edit.Array[0, 4], fates, Gen.Int[0, 9]);
        run.Array[1, 8].Sample(
            history =>
            {
                using var sync = new PlanHistory();
                var people = new Dictionary<int, (string? Email, string? Phone, string? Id)>();
                foreach (var (edits, fates, mode) in history)
                {
                    foreach (var (who, email, phone, id, leaves) in edits)
                    {
                        _ = leaves && people.Remove(who) ? default : people[who] = (email, phone, id);
                    }

                    var next = 0;
                    sync.SetMembers(Desired(people));
                    sync.FreshAtOnce = mode % 2 == 0 ? 1 : long.MaxValue;
                    sync.HeldAtOnce = mode % 3;
                    sync.RunAsync(mode == 0 ? RunMode.Full : RunMode.Delta, _ => fates[next++ % fates.Length]).GetAwaiter().GetResult().Dispose();
                }

                sync.RunAsync(RunMode.Delta, Deliver).GetAwaiter().GetResult().Dispose();
                var expected = Desired(people).Values
                    .SelectMany(s => s["email"].Select(v => $"email:{v}").Concat(s["phone"].Select(v => $"phone:{v}")).Concat(s["external_id"].Select(v => $"externalId:{v}")))
                    .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
                return sync.Platform.Keys.SequenceEqual(expected);
            },
            iter: int.TryParse(Environment.GetEnvironmentVariable(HistoriesVariable), CultureInfo.InvariantCulture, out var asked) ? asked : 20, threads: 1);
    }

    private static Dictionary<ProfileId, IdentifierSet> Desired(Dictionary<int, (string? Email, string? Phone, string? Id)> people) =>
        Members([.. people.Select(p => ($"{p.Key}", p.Value.Email, p.Value.Phone, p.Value.Id))]);

    private static Dictionary<ProfileId, IdentifierSet> Members(params (string Who, string? Email, string? Phone, string? Id)[] members)
    {
        var all = new Dictionary<ProfileId, IdentifierSet>();
        foreach (var (who, email, phone, id) in members)
        {
            var set = new IdentifierSet();
            AddIfPresent(set, "email", email);
            AddIfPresent(set, "phone", phone);
            AddIfPresent(set, "external_id", id);
            all[ProfileId.ForCustomer(who)] = set;
        }

        return all;
    }

    private static void AddIfPresent(IdentifierSet set, string variant, string? value)
    {
        if (value is not null)
        {
            set.Add(variant, value);
        }
    }

    private static Fate Deliver(BatchOperation operation) => Fate.Delivered;
}
