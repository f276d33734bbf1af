using System.Text.Json;
using Activation.Destinations;
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

        new MemberRowBuilder(TestDestination.Declaration, ["customerId", "phone", "email"]).Build(profile, set, null, out _)?.Values.Select(v => v.Key).ShouldBe(["externalId", "phone", "email"]);
        new MemberRowBuilder(TestDestination.Declaration, ["email", "phone", "email"]).Build(profile, set, null, out _)?.Values.Select(v => v.Key).ShouldBe(["email", "phone"]);
        new MemberRowBuilder(TestDestination.Declaration, []).Build(profile, set, null, out _)?.Values.Select(v => v.Key).ShouldBe(["email", "phone", "externalId"]);
    }

    [Theory]
    [InlineData("email", "email", "B4C9A289323B21A01C3E940F150EB9B8C542587F1ABFD8F0E1CC1FFC5E475514", "b4c9a289323b21a01c3e940f150eb9b8c542587f1abfd8f0e1cc1ffc5e475514")]
    [InlineData("email", "email", "b4c9a289323b21a01c3e940f150eb9b8c542587f1abfd8f0e1cc1ffc5e47551", "b4c9a289323b21a01c3e940f150eb9b8c542587f1abfd8f0e1cc1ffc5e475514")]
    [InlineData("mobileAdId", "mobile_ad_id", "00000000-0000-0000-0000-000000000000", "1b4e28ba-2fa1-11d2-883f-0016d3cca427")]
    [InlineData("mobileAdId", "mobile_ad_id", "1b4e28ba2fa111d2883f0016d3cca427", "1b4e28ba-2fa1-11d2-883f-0016d3cca427")]
    [InlineData("gaid", "gaid", "1B4E28BA-2FA1-11D2-883F-0016D3CCA427", "1b4e28ba-2fa1-11d2-883f-0016d3cca427")]
    [InlineData("ecid", "ecid", "1234567890123456789012345678901234567", "12345678901234567890123456789012345678")]
    [InlineData("ecid", "ecid", "1234567890123456789012345678901234567x", "12345678901234567890123456789012345678")]
    public void Build_ValueOfAnotherForm_IsNotSent(string name, string variant, string wrong, string right)
    {
        var rows = new MemberRowBuilder(TestDestination.Declaration with { Identifiers = [new(name, variant)], Keys = [new MatchKey(name)] }, []);
        var (profile, set) = (ProfileId.ForCustomer("a"), new IdentifierSet());
        set.Add(variant, wrong);

        rows.Build(profile, set, null, out var hasInvalid).ShouldBeNull();
        hasInvalid.ShouldBeTrue();
        set.Add(variant, right);
        rows.Build(profile, set, null, out hasInvalid).ShouldNotBeNull()[name].ShouldBe([right]);
        hasInvalid.ShouldBeTrue();
        set.Set(variant, [right]);
        rows.Build(profile, set, null, out hasInvalid).ShouldNotBeNull();
        hasInvalid.ShouldBeFalse();
    }

    [Theory]
    [InlineData("fbp", "", true)]
    [InlineData("fbp", "fbp=fb.1.1596403881668.0", true)]
    [InlineData("fbp", "fbp=fb.1.1596403881668.1116446470", false)]
    [InlineData(null, "", false)]
    public void KeysOnly_Traits_StayWhereThePlatformFindsPeopleByThemAndNobodyElseHasThem(string? finding, string shared, bool stays)
    {
        var rows = new MemberRowBuilder(TestDestination.Declaration with { FindingTraits = finding is null ? [] : [finding] }, []);
        var row = new MemberRow(ProfileId.ForCustomer("a"), [new("email", ["e1"]), new("firstName", ["n1"])])
        {
            Enrichment = new Enrichment(null, [KeyValuePair.Create("fbp", JsonSerializer.SerializeToElement("fb.1.1596403881668.1116446470"))]),
        };

        var named = rows.KeysOnly(row, rows.Keys(row).ToHashSet(), new HashSet<string> { shared });

        named.Values.ShouldHaveSingleItem().Key.ShouldBe("email");
        named.Enrichment.Traits.Select(t => t.Key).ShouldBe(stays ? ["fbp"] : []);
    }

    [Fact]
    public void OptionsDigest_OtherOrder_IsAnother() =>
        new MemberRowBuilder(TestDestination.Declaration, ["phone", "email"]).OptionsDigest()
            .ShouldNotBe(new MemberRowBuilder(TestDestination.Declaration, ["email", "phone"]).OptionsDigest());
}
