using Activation.Import.Normalization;
using Activation.Profiles;

namespace Activation.Tests.Import;

/// <summary>Examples that the documents of platforms and data platforms work out, as far as they are about values. Those about files are beside the files' readers.</summary>
public sealed class DocumentedExamplesTests
{
    // https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/features/destinations/people-based/people-based-destinations-prerequisites
    [Theory]
    [InlineData("johndoe@example.com", "55e79200c1635b37ad31a378c39feb12f120f116625093a19bc32fff15041149")]
    [InlineData(" JohnDoe@Example.com ", "55e79200c1635b37ad31a378c39feb12f120f116625093a19bc32fff15041149")]
    [InlineData("janedoe@email.com", "16d72e3edbeb089b299e0d12fc09522fdc5ece2d11dcb1304ecdd6fab4f7193a")]
    [InlineData("JANEDOE@EMAIL.COM\t", "16d72e3edbeb089b299e0d12fc09522fdc5ece2d11dcb1304ecdd6fab4f7193a")]
    [InlineData("name@mydomain.com", "feec5debcea411f54462a345a0d90c9975415d2d4862745ff8af00c49b6b4ae6")]
    public void Sha256_OfAudienceManagersAddresses_IsTheirHash(string cell, string hash) => Hash("email", cell).ShouldBe(hash);

    // https://segment.com/docs/connections/destinations/catalog/personas-facebook-custom-audiences : thirteen fields with the keys under which traits hold them.
    [Theory]
    [InlineData("email", "email", " Ann@Example.com", "ann@example.com")]
    [InlineData("firstName", "first_name firstname firstName first", "Mary-Jane", "maryjane")]
    [InlineData("lastName", "last_name lastname lastName last", "O'Brien", "obrien")]
    [InlineData("phone", "phone phone_number phonenumber phoneNumber", "+1 (202) 309-5976", "12023095976")]
    [InlineData("gender", "gender gen", "Female", "f")]
    [InlineData("birthYear", "birth_year", "1990", "1990")]
    [InlineData("birthMonth", "birth_month", "3", "03")]
    [InlineData("birthDay", "birth_day birthday date_of_birth DOB dateOfBirth", "1990-03-07", "07")]
    [InlineData("state", "state address_state", "California", "ca")]
    [InlineData("city", "city address_city", "Menlo Park", "menlopark")]
    [InlineData("zip", "zip zip_code zipCode", "94035-1234", "94035")]
    [InlineData("country", "country_code countryCode", "USA", "us")]
    public void FacebookFields_UnderEveryTraitKey_AreNormalizedAndHashed(string identifier, string keys, string cell, string normalized)
    {
        keys.Split(' ').ShouldAllBe(key => ColumnAliases.Find(key) == identifier);
        Hash(identifier, cell).ShouldBe(Sha256Hex.Of(normalized));
    }

    [Fact]
    public void FacebookFields_MobileId_IsLowerCaseWithHyphensAndNotHashed()
    {
        var identifiers = new IdentifierSet();

        IdentifierNormalizer.Add(identifiers, Identifiers.MobileAdId, "38400000-8CF0-11BD-B23E-10B96E40000D", new NormalizationContext("US", RowCountry: null));

        identifiers["mobile_ad_id"].ShouldBe(["38400000-8cf0-11bd-b23e-10b96e40000d"]);
    }

    [Fact]
    public void FacebookFields_HashedEmail_IsNotHashedAgain() => Hash("email", Sha256Hex.Of("ann@example.com")).ShouldBe(Sha256Hex.Of("ann@example.com"));

    private static string Hash(string identifier, string cell)
    {
        var identifiers = new IdentifierSet();
        IdentifierNormalizer.Add(identifiers, identifier, cell, new NormalizationContext("US", RowCountry: null)).IsAccepted.ShouldBeTrue();
        return identifiers[Identifiers.Variants.First(v => v.Identifier == identifier).Name].ShouldHaveSingleItem();
    }
}
