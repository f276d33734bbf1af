using Activation.Profiles;
using Activation.Sync.Planning;

namespace Activation.Tests.Sync;

public sealed class MemberRowBuilderTests
{
    [Fact]
    public void Build_SelectionInAnOrder_IsSentInThatOrder()
    {
        var set = new IdentifierSet();
        set.Add("email", "e1");
        set.Add("phone", "p1");
        set.Add("external_id", "A");
        var profile = ProfileId.ForCustomer("a");

        new MemberRowBuilder(TestDestination.Declaration, ["customerId", "phone", "email"]).Build(profile, set)?.Signature.ShouldBe("externalId,phone,email");
        new MemberRowBuilder(TestDestination.Declaration, ["email", "phone", "email"]).Build(profile, set)?.Signature.ShouldBe("email,phone");
        new MemberRowBuilder(TestDestination.Declaration, []).Build(profile, set)?.Signature.ShouldBe("email,phone,externalId");
    }

    [Fact]
    public void OptionsDigest_OtherOrder_IsAnother() =>
        new MemberRowBuilder(TestDestination.Declaration, ["phone", "email"]).OptionsDigest()
            .ShouldNotBe(new MemberRowBuilder(TestDestination.Declaration, ["email", "phone"]).OptionsDigest());
}
