using Activation.Import.Normalization;

namespace Activation.Tests.Import.Normalization;

public sealed class PhoneNormalizerTests
{
    [Theory]
    [InlineData("+44 (0)7911 123456", null, "+447911123456")]
    [InlineData("0044 7911 123456", null, "+447911123456")]
    [InlineData("0044 7911 123456", "US", "+447911123456")]
    [InlineData("+0044 7911 123456", "US", "+447911123456")]
    [InlineData("07911 123456", "GB", "+447911123456")]
    [InlineData("(07911) 123 456", "GB", "+447911123456")]
    [InlineData("+07911 123456", "GB", "+447911123456")]
    [InlineData("447911123456", "GB", "+447911123456")]
    [InlineData("447911123456", null, "+447911123456")]
    [InlineData("447911123456", "US", "+447911123456")]
    [InlineData("GB 07911 123456", null, "+447911123456")]
    [InlineData("UK: 07911 123456", null, "+447911123456")]
    [InlineData("tel:+44-7911-123456", null, "+447911123456")]
    [InlineData("'+447911123456", null, "+447911123456")]
    [InlineData("447911123456.0", "GB", "+447911123456")]
    [InlineData("\u202a+44 7911 123456\u202c", null, "+447911123456")]
    [InlineData("＋４４ ７９１１ １２３４５６", null, "+447911123456")]
    [InlineData("٠٧٩١١ ١٢٣٤٥٦", "GB", "+447911123456")]
    [InlineData("+39 06 6982", null, "+39066982")]
    [InlineData("06 69812345", "IT", "+390669812345")]
    [InlineData("011 44 7911 123456", "US", "+447911123456")]
    [InlineData("0011 61 255 500 001", "AU", "+61255500001")]
    [InlineData("0011 44 7911 123456", "AU", "+447911123456")]
    [InlineData("00 44 7911 123456", "AU", "+447911123456")]
    [InlineData("650-555-1212", "US", "+16505551212")]
    [InlineData("US (650)555-1212", null, "+16505551212")]
    [InlineData("US (650)555-1212", "GB", "+16505551212")]
    [InlineData("PH: 650-555-1212", "US", "+16505551212")]
    [InlineData("MO: 07911 123456", "GB", "+447911123456")]
    [InlineData("PH 0917 123 4567", "US", "+639171234567")]
    [InlineData("NO 22 12 34 56", null, "+4722123456")]
    [InlineData("UK 07911 123456", "US", "+447911123456")]
    [InlineData("650-555-1212 ext. 12", "US", "+16505551212")]
    [InlineData("650_555_1212", "US", "+16505551212")]
    [InlineData("[650] 555*1212", "US", "+16505551212")]
    [InlineData("{650} 555-1212", "US", "+16505551212")]
    [InlineData("✆ 650-555-1212 📞", "US", "+16505551212")]
    [InlineData("Phone: 650.555.1212.", "US", "+16505551212")]
    [InlineData("（03）1234-5678", "JP", "+81312345678")]
    [InlineData("0000016505551212", null, "+16505551212")]
    [InlineData("650-555-1212x12", "US", "+16505551212")]
    [InlineData("1-800-FLOWERS", "US", "+18003569377")]
    [InlineData("1-800-FLOWERS", null, "+18003569377")]
    [InlineData("01(706)-767-5127", "US", "+17067675127")]
    [InlineData("777 747 (3515)", "US", "+17777473515")]
    [InlineData("0171 1234567", "DE", "+491711234567")]
    [InlineData("8 (912) 345-67-89", "RU", "+79123456789")]
    [InlineData("11 98765-4321", "BR", "+5511987654321")]
    [InlineData("090-1234-5678", "JP", "+819012345678")]
    [InlineData("+1231234567", null, "+1231234567")]
    [InlineData("07911 123456 (home)", "GB", "+447911123456")]
    [InlineData("+44 7911 123456 mobile", null, "+447911123456")]
    [InlineData("mobile: 07911 123456", "GB", "+447911123456")]
    [InlineData("07911 123456; 07911 654321", "GB", "+447911123456")]
    [InlineData("07911 123456, 07911 654321", "GB", "+447911123456")]
    [InlineData("07911 123456 / 07911 654321", "GB", "+447911123456")]
    [InlineData("16505551212", "DE", "+16505551212")]
    [InlineData("33612345678", "US", "+33612345678")]
    [InlineData("3331234567", "IT", "+393331234567")]
    [InlineData("3912345678", "IT", "+393912345678")]
    [InlineData("393331234567", "IT", "+393331234567")]
    [InlineData("15112345678", "DE", "+4915112345678")]
    [InlineData("493012345678", "DE", "+493012345678")]
    [InlineData("0171/1234567", "DE", "+491711234567")]
    [InlineData("919876543210", "IN", "+919876543210")]
    [InlineData("55987654321", "BR", "+5555987654321")]
    [InlineData("4915112345678", "DE", "+4915112345678")]
    public void Normalize_OfANumber_IsE164(string cell, string? country, string expected) =>
        PhoneNormalizer.Normalize(cell, country).E164.ShouldBe(expected);

    [Theory]
    [InlineData("650-555-1212")]
    [InlineData("777 747 (3515)")]
    [InlineData("07911 123456")]
    [InlineData("912.382.193")]
    [InlineData("650-555-1212 ext. 12")]
    [InlineData("3612345678")]
    [InlineData("01(706)-767-5127")]
    [InlineData("+07911 123456")]
    public void Normalize_OfANationalNumberWithoutCountry_NeedsCountry(string cell)
    {
        var result = PhoneNormalizer.Normalize(cell, country: null);

        result.E164.ShouldBeNull();
        result.IsCountryMissing.ShouldBeTrue();
    }

    [Theory]
    [InlineData("+0000000000", null)]
    [InlineData("0000000000", "US")]
    [InlineData("9999999999", "US")]
    [InlineData("+1", null)]
    [InlineData("12345", "US")]
    [InlineData("4.47911E+11", "GB")]
    [InlineData("unknown", "GB")]
    [InlineData("call me", "GB")]
    [InlineData("+44 7911 123456 789 123 456", null)]
    [InlineData("+999 123456789", null)]
    [InlineData("+", null)]
    public void Normalize_OfNoNumber_IsInvalid(string cell, string? country)
    {
        var result = PhoneNormalizer.Normalize(cell, country);

        result.E164.ShouldBeNull();
        result.IsCountryMissing.ShouldBeFalse();
    }
}
