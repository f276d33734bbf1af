using Activation.Governance.Privacy;

namespace Activation.Tests.Governance.Privacy;

public sealed class GivenPeopleTests
{
    private static readonly string Hash = new('a', 64);

    [Theory]
    [InlineData("email", "Ann@Example.com", null, "email email_google")]
    [InlineData("phone", "07911 123456", "GB", "phone phone_e164")]
    [InlineData("customerId", "C-1", null, "external_id")]
    [InlineData("externalId", "X-1", null, "external_id")]
    [InlineData("idfa", "AEBE52E7-03EE-455A-B3C4-E57283966239", null, "mobile_ad_id mobile_ad_id_sha256 idfa")]
    public void Read_Identifier_FillsTheFormsThatTellAPerson(string name, string value, string? country, string variants)
    {
        var (people, invalid, _) = GivenPeople.Read([new GivenIdentifier(name, value, country)]);

        invalid.ShouldBe(0);
        people.ShouldHaveSingleItem().Values.Select(v => v.Variant.Name).ShouldBe(variants.Split(' '), ignoreOrder: true);
    }

    [Fact]
    public void Read_HashedEmail_IsTakenAsItIs() =>
        GivenPeople.Read([new GivenIdentifier("email", Hash.ToUpperInvariant(), null)]).People.ShouldHaveSingleItem().Values.ShouldAllBe(v => v.Text == Hash);

    [Fact]
    public void Read_EmailInClearAfterItsHash_StillHasRedditsForm()
    {
        const string Email = "john.doe@example.com";
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("john.doe@example.com"u8));

        var people = GivenPeople.Read([new GivenIdentifier("email", hash, null), new GivenIdentifier("email", Email, null)]).People;

        people.Count.ShouldBe(2);
        people[0].RedditEmails.ShouldBe([hash]);
        people[1].RedditEmails.ShouldHaveSingleItem().ShouldNotBe(hash);
    }

    [Theory]
    [InlineData("mobileAdId")]
    [InlineData("idfa")]
    [InlineData("gaid")]
    public void Read_HashedDeviceId_IsTheHashAlone(string name)
    {
        foreach (var written in new[] { Hash.ToUpperInvariant(), $" {Hash}\t", $"0x{Hash}", Convert.ToBase64String(Convert.FromHexString(Hash)) })
        {
            var person = GivenPeople.Read([new GivenIdentifier(name, written, null)]).People.ShouldHaveSingleItem();

            person.Profile.ShouldBeNull();
            person.Values.Select(v => (v.Variant.Name, v.Text)).ShouldBe([("mobile_ad_id_sha256", Hash)]);
        }
    }

    [Theory]
    [InlineData("a94a8fe5ccb19ba61c4c0873d391e987982fbbd3")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    public void Read_DeviceIdInAnotherHashOrOfNothing_CannotBeUsed(string value) =>
        GivenPeople.Read([new GivenIdentifier("mobileAdId", value, null)]).Invalid.ShouldHaveSingleItem().Code.ShouldBe("mobileAdIdHashed");

    [Fact]
    public void Read_TheSameIdentifierAgain_IsOnePersonUnderTheFirstNumber()
    {
        GivenIdentifier[] given = [new("phone", "+442071234567", null), .. Enumerable.Repeat(new GivenIdentifier("email", "none@example.com", null), 3), new("email", "NONE@example.com ", null)];

        var (people, invalid, _) = GivenPeople.Read(given);

        invalid.ShouldBe(0);
        people.Select(p => p.Groups.ShouldHaveSingleItem()).ShouldBe([0, 1]);
    }

    [Fact]
    public void Read_TheSameValueAsAnotherIdentifier_IsSomebodyElse() =>
        GivenPeople.Read([new GivenIdentifier("customerId", "1", null), new GivenIdentifier("externalId", "1", null)]).People.Count.ShouldBe(2);

    [Fact]
    public void Read_WhatCannotBeUsed_IsToldByPlaceWithoutTheValue()
    {
        var (people, count, invalid) = GivenPeople.Read([new GivenIdentifier("email", "ann@example.com", null), new GivenIdentifier("phone", "07911 123456", null), new GivenIdentifier("ecid", " ", null)]);

        people.Count.ShouldBe(1);
        count.ShouldBe(2);
        invalid.Select(i => (i.Index, i.Identifier, i.Code)).ShouldBe([(1, "phone", "phoneNeedsCountry"), (2, "ecid", "emptyIdentifier")]);
        invalid.ShouldAllBe(i => !i.Message.Contains("07911", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_ManyThatCannotBeUsed_AreCountedAndTheFirstHundredNamed()
    {
        var (_, count, invalid) = GivenPeople.Read([.. Enumerable.Repeat(new GivenIdentifier("email", "no", null), 300)]);

        (count, invalid.Count).ShouldBe((300, 100));
    }
}
