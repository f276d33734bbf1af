using Activation.Governance.Policies;

namespace Activation.Tests.Governance.Policies;

public sealed class PolicyStoreTests
{
    private static readonly PolicyDefinition Own = new() { Action = "export", Deny = new PolicyLabels { Any = ["noPii", "x-own"] } };

    [Fact]
    public void Check_OwnPolicy_IsKeptInTheWordsOfTheVocabulary()
    {
        var policy = PolicyStore.Check("own", Own with { Action = "ANALYTICS", Unless = "Export" });

        (policy.Definition.Action, policy.Definition.Unless, policy.IsBuiltIn, policy.Definition.IsEnabled).ShouldBe(("analytics", "export", false, true));
        policy.Definition.Deny.Any.ShouldBe(["C3", "x-own"]);
    }

    [Fact]
    public void Check_WrongPolicy_NamesTheField()
    {
        Path(Own with { Action = "sell" }).ShouldBe("action");
        Path(Own with { Unless = "sell" }).ShouldBe("unless");
        Path(Own with { Deny = new PolicyLabels() }).ShouldBe("deny");
        Path(Own with { Deny = new PolicyLabels { Any = ["C1"], All = ["C2"] } }).ShouldBe("deny");
        Path(Own with { Deny = new PolicyLabels { All = ["C1", "C99"] } }).ShouldBe("deny.all[1]");
    }

    [Fact]
    public void Check_PolicyOfTheProduct_CanOnlyBeSwitched()
    {
        var builtIn = BuiltInPolicies.All[0];

        PolicyStore.Check(builtIn.Id, builtIn.Definition with { Name = "Renamed", Enabled = false }).ShouldBe(builtIn with { Definition = builtIn.Definition with { Enabled = false } });
        Should.Throw<ProblemException>(() => PolicyStore.Check(builtIn.Id, builtIn.Definition with { Action = "analytics" })).Code.ShouldBe("policyIsBuiltIn");
    }

    private static string? Path(PolicyDefinition policy) => Should.Throw<ProblemException>(() => PolicyStore.Check("own", policy)).Path;
}
