using Activation.Import.Normalization;
using Activation.Profiles;

namespace Activation.Tests.Import.Normalization;

/// <summary>What counts as put right, and what as written like everybody writes it.</summary>
public sealed class RepairsTests
{
    [Theory]
    [InlineData("email", " Ada@Example.COM ", null)]
    [InlineData("email", "Jo\u0308rg@example.com", null)]
    [InlineData("email", "mailto:ada@example.com", "emailCleaned")]
    [InlineData("email", "\"ada@example.com\"", "emailCleaned")]
    [InlineData("email", "Ada <ada@example.com>", "emailCleaned")]
    [InlineData("email", "ada @example.com", "emailCleaned")]
    [InlineData("email", "ada@exam\u200bple.com", "emailCleaned")]
    [InlineData("email", "\ufeffada@example.com", "invisibleCharacters")]
    [InlineData("email", "VeeHkMGr//8B+hBqnLGqdZmVTl1TmyN5Pn+aCNKEQUk=", "base64Hash")]
    [InlineData("phone", "+44 7911 123456", null)]
    [InlineData("phone", "+44 (7911) 123-456", null)]
    [InlineData("phone", "447911123456", null)]
    [InlineData("phone", "07911 123456", "countryCodeAdded")]
    [InlineData("phone", "07911 123456 (home)", "countryCodeAdded")]
    [InlineData("phone", "0044 7911 123456", "phoneCleaned")]
    [InlineData("phone", "+44 (0)7911 123456", "phoneCleaned")]
    [InlineData("phone", "tel:+447911123456", "phoneCleaned")]
    [InlineData("firstName", "O'Brien-Smith ", null)]
    [InlineData("firstName", "Dr. Ada", "titleRemoved")]
    [InlineData("gender", "F", null)]
    [InlineData("gender", "Female", "codeFromName")]
    [InlineData("birthDay", "1990-12-31", null)]
    [InlineData("birthDay", "7", null)]
    [InlineData("birthDay", "31.12.1990", "dateReformatted")]
    [InlineData("birthDay", "7.0", "decimalsRemoved")]
    [InlineData("birthYear", "1990", null)]
    [InlineData("birthMonth", "March", "dateReformatted")]
    [InlineData("city", "São Paulo!", null)]
    [InlineData("country", "GB", null)]
    [InlineData("country", "gbr", "codeFromName")]
    [InlineData("country", "United Kingdom", "codeFromName")]
    [InlineData("mobileAdId", "38400000-8CF0-11BD-B23E-10B96E40000D", null)]
    [InlineData("mobileAdId", "{38400000-8cf0-11bd-b23e-10b96e40000d}", "uuidReformatted")]
    [InlineData("customerId", "C-1", null)]
    [InlineData("customerId", "ada@example.com", "personalIdHashed")]
    public void Add_AcceptedCell_IsValidOrSaysWhatWasRepaired(string identifier, string cell, string? code) => ShouldBe(identifier, cell, "GB", code);

    [Theory]
    [InlineData("zip", "02134", null)]
    [InlineData("zip", "02134-1000", null)]
    [InlineData("zip", "2134", "zipPadded")]
    [InlineData("zip", "94035.0", "decimalsRemoved")]
    [InlineData("state", "ny", null)]
    [InlineData("state", "New York", "codeFromName")]
    public void Add_AddressOfTheUnitedStates_IsValidOrSaysWhatWasRepaired(string identifier, string cell, string? code) => ShouldBe(identifier, cell, "US", code);

    private static void ShouldBe(string identifier, string cell, string country, string? code)
    {
        var set = new IdentifierSet();

        var outcome = IdentifierNormalizer.Add(set, identifier, cell, new NormalizationContext(country, RowCountry: null));

        outcome.Kind.ShouldBe(code is null ? NormalizationKind.Valid : NormalizationKind.Repaired);
        outcome.Code.ShouldBe(code);
        set.IsEmpty.ShouldBeFalse();
    }
}
