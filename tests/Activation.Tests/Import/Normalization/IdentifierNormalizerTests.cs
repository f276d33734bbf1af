using Activation.Import.Normalization;
using Activation.Profiles;

namespace Activation.Tests.Import.Normalization;

public sealed class IdentifierNormalizerTests
{
    private const string Sha = "9b431636bd164765d63c573c346708846af4f68fe3701a77a3bdd7e7e5166254";

    [Theory]
    [InlineData("firstName", "first_name", "Mrs. Mary-Jane", "maryjane")]
    [InlineData("firstName", "first_name", "Dr. med. José", "medjosé")]
    [InlineData("firstName", "first_name", "jose\u0301", "josé")]
    [InlineData("firstName", "first_name", "ΠΑΎΛΟΣ", "παύλος")]
    [InlineData("firstName", "first_name", "İBRAHİM", "ibrahim")]
    [InlineData("firstName", "first_name", "Md", "md")]
    [InlineData("firstName", "first_name", "ＪＯＨＮ　Ｐａｕｌ", "johnpaul")]
    [InlineData("firstName", "first_name", "J. P.", "jp")]
    [InlineData("lastName", "last_name", "O’Brien", "obrien")]
    [InlineData("lastName", "last_name", "Ærøskøbing-Łódź", "ærøskøbingłódź")]
    [InlineData("lastName", "last_name", "Groß", "groß")]
    [InlineData("lastName", "last_name", "عبد\u200cالله", "عبدالله")]
    [InlineData("firstName", "first_name", "John 😀", "john")]
    [InlineData("lastName", "last_name", "Quinn Jr.", "quinn")]
    [InlineData("lastName", "last_name", "Quinn, Ph.D., MD", "quinn")]
    [InlineData("lastName", "last_name", "van der Berg", "vanderberg")]
    [InlineData("lastName", "last_name", "Müller-Lüdenscheidt", "müllerlüdenscheidt")]
    [InlineData("lastName", "last_name", "नमस्ते", "नमस्ते")]
    [InlineData("gender", "gender", "Weiblich", "f")]
    [InlineData("gender", "gender", "FEMME", "f")]
    [InlineData("gender", "gender", "мужской", "m")]
    [InlineData("gender", "gender", "Male.", "m")]
    [InlineData("gender", "gender", "女性", "f")]
    [InlineData("gender", "gender", "Husband", "m")]
    [InlineData("gender", "gender", "Ma'am", "f")]
    [InlineData("gender", "gender", "Ｆ", "f")]
    [InlineData("birthYear", "birth_year", "1990.0", "1990")]
    [InlineData("birthYear", "birth_year", "1990-12-31", "1990")]
    [InlineData("birthMonth", "birth_month", "1", "01")]
    [InlineData("birthMonth", "birth_month", "März", "03")]
    [InlineData("birthMonth", "birth_month", "Sept.", "09")]
    [InlineData("birthMonth", "birth_month", "1990-12-31", "12")]
    [InlineData("birthDay", "birth_day", "5", "05")]
    [InlineData("birthDay", "birth_day", "5.0", "05")]
    [InlineData("birthDay", "birth_day", "٥", "05")]
    [InlineData("birthDay", "birth_day", "１９９０年１２月３１日", "31")]
    [InlineData("birthYear", "birth_year", "１９９０", "1990")]
    [InlineData("city", "city", "München", "münchen")]
    [InlineData("city", "city", "Mu\u0308nchen", "münchen")]
    [InlineData("city", "city", "Москва", "москва")]
    [InlineData("city", "city", "St. John's", "stjohns")]
    [InlineData("state", "state", "New York", "ny")]
    [InlineData("state", "state", "newyork", "ny")]
    [InlineData("state", "state", "US-NY", "ny")]
    [InlineData("state", "state", "US NY", "ny")]
    [InlineData("state", "state", "NY - New York", "ny")]
    [InlineData("state", "state", "New York (NY)", "ny")]
    [InlineData("state", "state", "State of New York", "ny")]
    [InlineData("state", "state", "Washington State", "wa")]
    [InlineData("state", "state", "Commonwealth of Massachusetts", "ma")]
    [InlineData("state", "state", "California, USA", "ca")]
    [InlineData("state", "state", "Ontario, Canada", "on")]
    [InlineData("state", "state", "Yukon Territory", "yt")]
    [InlineData("state", "state", "C/a/lifo,rnia.", "ca")]
    [InlineData("state", "state", "TE", "te")]
    [InlineData("state", "state", "Delta State", "deltastate")]
    [InlineData("state", "state", "Ｔｅｘａｓ", "tx")]
    [InlineData("state", "state", "Washington, D.C.", "dc")]
    [InlineData("state", "state", "District of Columbia", "dc")]
    [InlineData("state", "state", "Puerto Rico", "pr")]
    [InlineData("state", "state", "Québec", "qc")]
    [InlineData("state", "state", "Ontario", "on")]
    [InlineData("state", "state", "Newfoundland and Labrador", "nl")]
    [InlineData("state", "state", "Bayern", "bayern")]
    [InlineData("state", "state", "Île-de-France", "îledefrance")]
    [InlineData("zip", "zip", "94035-1234", "94035")]
    [InlineData("zip", "zip", "94035 1234", "94035")]
    [InlineData("zip", "zip", "94035–1234", "94035")]
    [InlineData("zip", "zip", "M1 1AE", "m11ae")]
    [InlineData("zip", "zip", "1229-076", "1229076")]
    [InlineData("zip", "zip", "94035.0", "94035")]
    [InlineData("zip", "zip", "９４０３５－１２３４", "94035")]
    [InlineData("zip", "zip", "٩٤٠٣٥", "94035")]
    [InlineData("zip", "zip", "M1", "m1")]
    [InlineData("zip", "zip", "SW1A\u00a01AA", "sw1a1aa")]
    [InlineData("country", "country", "USA", "us")]
    [InlineData("country", "country", "U.S.A.", "us")]
    [InlineData("country", "country", "United States of America", "us")]
    [InlineData("country", "country", "the Netherlands", "nl")]
    [InlineData("country", "country", "Deutschland", "de")]
    [InlineData("country", "country", "DEU", "de")]
    [InlineData("country", "country", "UK", "gb")]
    [InlineData("country", "country", "Côte d’Ivoire", "ci")]
    [InlineData("country", "country", "Türkiye", "tr")]
    [InlineData("country", "country", "Österreich", "at")]
    [InlineData("country", "country", "日本", "jp")]
    [InlineData("country", "country", "Россия", "ru")]
    public void Add_OfAHashedIdentifier_IsTheHashOfItsNormalForm(string identifier, string variant, string cell, string normalized)
    {
        var (identifiers, outcome) = Add(identifier, cell);

        outcome.IsAccepted.ShouldBeTrue();
        identifiers[variant].ShouldBe([Sha256Hex.Of(normalized)]);
    }

    [Theory]
    [InlineData("zip", "94035-1234", "US", "94035")]
    [InlineData("zip", "940351234", "US", "94035")]
    [InlineData("zip", "2134", "US", "02134")]
    [InlineData("zip", "2134-1234", "US", "02134")]
    [InlineData("zip", "926", "PR", "00926")]
    [InlineData("zip", "12345-6789", "SA", "123456789")]
    [InlineData("zip", "540-0001", "JP", "5400001")]
    [InlineData("zip", "2134", "NO", "2134")]
    [InlineData("state", "Georgia", "US", "ga")]
    [InlineData("state", "Georgia", "GB", "georgia")]
    [InlineData("state", "Western Australia", "AU", "westernaustralia")]
    [InlineData("state", "Alberta", "CA", "ab")]
    [InlineData("phone", "07911 123456", "GB", "447911123456")]
    public void Add_WithACountry_FollowsItsRules(string identifier, string cell, string country, string normalized)
    {
        Add(identifier, cell, country).Identifiers[identifier].ShouldBe([Sha256Hex.Of(normalized)]);
    }

    [Fact]
    public void Add_WithTwoCountries_TakesTheRowsOwn()
    {
        var identifiers = new IdentifierSet();

        IdentifierNormalizer.Add(identifiers, Identifiers.Phone, "07911 123456", new NormalizationContext(DefaultCountry: "US", RowCountry: "GB"));

        identifiers["phone_e164"].ShouldBe([Sha256Hex.Of("+447911123456")]);
    }

    [Fact]
    public void Add_OfAGmailAddress_HasBothForms()
    {
        var (identifiers, _) = Add(Identifiers.Email, " Jane.Doe+News@Gmail.com");

        identifiers["email"].ShouldBe([Sha256Hex.Of("jane.doe+news@gmail.com")]);
        identifiers["email_google"].ShouldBe([Sha256Hex.Of("janedoe@gmail.com")]);
    }

    [Fact]
    public void Add_OfAPhone_HasBothForms()
    {
        var (identifiers, _) = Add(Identifiers.Phone, "+44 (0)7911 123456");

        identifiers["phone"].ShouldBe([Sha256Hex.Of("447911123456")]);
        identifiers["phone_e164"].ShouldBe([Sha256Hex.Of("+447911123456")]);
    }

    [Fact]
    public void Add_OfAFullDateAsBirthDay_SetsYearMonthAndDay()
    {
        var (identifiers, _) = Add(Identifiers.BirthDay, "1990-02-28T00:00:00Z");

        identifiers["birth_year"].ShouldBe([Sha256Hex.Of("1990")]);
        identifiers["birth_month"].ShouldBe([Sha256Hex.Of("02")]);
        identifiers["birth_day"].ShouldBe([Sha256Hex.Of("28")]);
    }

    [Theory]
    [InlineData("mobileAdId", "mobile_ad_id")]
    [InlineData("idfa", "idfa")]
    [InlineData("idfa", "mobile_ad_id")]
    [InlineData("gaid", "gaid")]
    [InlineData("gaid", "mobile_ad_id")]
    public void Add_OfAnAdvertisingId_IsLowerCaseAndNotHashed(string identifier, string variant) =>
        Add(identifier, " 6032D997-3AB0-4DE0-AA16-8AF0E5B482FB ").Identifiers[variant].ShouldBe(["6032d997-3ab0-4de0-aa16-8af0e5b482fb"]);

    [Theory]
    [InlineData("customerId")]
    [InlineData("externalId")]
    public void Add_OfACustomerId_KeepsItByteForByte(string identifier) => Add(identifier, "Ext-001 ").Identifiers["external_id"].ShouldBe(["Ext-001 "]);

    [Fact]
    public void Add_OfAnEcid_KeepsIt() =>
        Add(Identifiers.Ecid, " 12345678901234567890123456789012345678").Identifiers["ecid"].ShouldBe(["12345678901234567890123456789012345678"]);

    [Theory]
    [InlineData("email", "quinn", "invalidEmail")]
    [InlineData("phone", "07911 123456", "phoneNeedsCountry")]
    [InlineData("phone", "+0000000000", "invalidPhone")]
    [InlineData("firstName", "?!", "invalidName")]
    [InlineData("firstName", " Mrs. ", "invalidName")]
    [InlineData("firstName", "Dr", "invalidName")]
    [InlineData("lastName", ", Jr.", "invalidName")]
    [InlineData("lastName", "123", "invalidName")]
    [InlineData("gender", "unknown", "unknownGender")]
    [InlineData("gender", "divers", "unknownGender")]
    [InlineData("gender", "x", "unknownGender")]
    [InlineData("birthYear", "85", "invalidBirthYear")]
    [InlineData("birthYear", "1890", "invalidBirthYear")]
    [InlineData("birthMonth", "13", "invalidBirthMonth")]
    [InlineData("birthDay", "03/04/1990", "invalidBirthDay")]
    [InlineData("birthDay", "1990-02-30", "invalidBirthDay")]
    [InlineData("city", "123", "invalidCity")]
    [InlineData("state", "#", "invalidState")]
    [InlineData("zip", "?", "invalidZip")]
    [InlineData("zip", "1", "invalidZip")]
    [InlineData("zip", "-a", "invalidZip")]
    [InlineData("zip", "4.0", "invalidZip")]
    [InlineData("country", "Atlantis", "unknownCountry")]
    [InlineData("country", "ZZ", "unknownCountry")]
    [InlineData("country", "Georgia, USA", "unknownCountry")]
    [InlineData("country", "840", "unknownCountry")]
    [InlineData("mobileAdId", "00000000-0000-0000-0000-000000000000", "invalidMobileAdId")]
    [InlineData("mobileAdId", "098f6bcd4621d373cade4e832627b4f6", "invalidMobileAdId")]
    [InlineData("idfa", Sha, "mobileAdIdHashed")]
    [InlineData("gaid", "a94a8fe5ccb19ba61c4c0873d391e987982fbbd3", "mobileAdIdHashed")]
    [InlineData("ecid", "1.2345E+37", "invalidEcid")]
    [InlineData("email", "098f6bcd4621d373cade4e832627b4f6", "md5NotAccepted")]
    [InlineData("email", "a94a8fe5ccb19ba61c4c0873d391e987982fbbd3", "sha1NotAccepted")]
    [InlineData("zip", "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855", "hashOfEmpty")]
    public void Add_OfAnUnusableCell_SaysWhyAndAddsNothing(string identifier, string cell, string code)
    {
        var (identifiers, outcome) = Add(identifier, cell);

        outcome.Code.ShouldBe(code);
        outcome.Message.ShouldNotBeNull().ShouldNotContain(cell);
        identifiers.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Add_OfABlankCell_IsEmptyForEveryIdentifier()
    {
        foreach (var identifier in Identifiers.Names)
        {
            foreach (var blank in new[] { "", " ", "\u00a0\u200b\ufeff", "\r\n\t", "NULL", "N/A" })
            {
                var (identifiers, outcome) = Add(identifier, blank);

                outcome.ShouldBe(NormalizationOutcome.Empty);
                identifiers.IsEmpty.ShouldBeTrue();
            }
        }
    }

    [Theory]
    [InlineData("94035", "US", "94035")]
    [InlineData("2134", "US", "02134")]
    [InlineData("2134-1234", "US", "02134-1234")]
    [InlineData("940351234", "US", "94035-1234")]
    [InlineData("94035 1234", "US", "94035-1234")]
    [InlineData("94035.0", "US", "94035")]
    [InlineData("94035.0", null, "94035")]
    [InlineData("９４０３５", null, "94035")]
    [InlineData(" m1\u00a01ae ", "GB", "M1 1AE")]
    [InlineData("1229-076", "PT", "1229-076")]
    [InlineData("2134", "NO", "2134")]
    public void Add_OfAPostalCode_HasItInClearAsItIsWritten(string cell, string? country, string clear) => Add(Identifiers.Zip, cell, country).Identifiers["zip_clear"].ShouldBe([clear]);

    [Fact]
    public void Add_OfAnUnknownIdentifier_Throws() => Should.Throw<ArgumentOutOfRangeException>(() => Add("shoeSize", "43"));

    private static (IdentifierSet Identifiers, NormalizationOutcome Outcome) Add(string identifier, string cell, string? country = null)
    {
        var identifiers = new IdentifierSet();
        return (identifiers, IdentifierNormalizer.Add(identifiers, identifier, cell, new NormalizationContext(country, RowCountry: null)));
    }
}
