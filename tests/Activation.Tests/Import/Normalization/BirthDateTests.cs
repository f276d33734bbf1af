using Activation.Import.Normalization;

namespace Activation.Tests.Import.Normalization;

public sealed class BirthDateTests
{
    [Theory]
    [InlineData("1990-12-31")]
    [InlineData("1990/12/31")]
    [InlineData("19901231")]
    [InlineData("1990-12-31T00:00:00.000Z")]
    [InlineData("1990-12-31 00:00:00")]
    [InlineData("1990年12月31日")]
    [InlineData("12月31日1990年")]
    [InlineData("31.12.1990")]
    [InlineData("31/12/1990")]
    [InlineData("12-31-1990")]
    [InlineData("31 Dec 1990")]
    [InlineData("Dec 31, 1990")]
    [InlineData("December 31st, 1990")]
    [InlineData("31. Dezember 1990")]
    [InlineData("31–12–1990")]
    [InlineData("1990_12_31")]
    [InlineData("1990|12|31")]
    [InlineData("1990.12-31")]
    [InlineData("12/31/1990 (mm/dd/yyyy)")]
    [InlineData("19901231.0")]
    [InlineData("12/31/1990 12:00:00 AM")]
    [InlineData("Mon, 31 Dec 1990 00:00:00 GMT")]
    [InlineData("Mon Dec 31 1990 00:00:00 GMT+0000 (Coordinated Universal Time)")]
    [InlineData("31ST DECEMBER 1990")]
    [InlineData("31st of December, 1990")]
    [InlineData("31 de diciembre de 1990")]
    [InlineData("31 dez. 1990")]
    [InlineData("31 декабря 1990 г.")]
    [InlineData("31 grudnia 1990")]
    [InlineData("1990. december 31.")]
    [InlineData("31 Aralık 1990")]
    [InlineData("31 de\u0301cembre 1990")]
    [InlineData("1990년 12월 31일")]
    public void TryParse_OfAnUnambiguousDate_IsTheDate(string cell)
    {
        BirthDate.TryParse(cell, out var date).ShouldBeTrue();
        (date.Year, date.Month, date.Day).ShouldBe((1990, 12, 31));
    }

    [Fact]
    public void TryParse_WithDots_IsDayFirst()
    {
        BirthDate.TryParse("3.4.1990", out var date).ShouldBeTrue();
        (date.Month, date.Day).ShouldBe((4, 3));
    }

    [Theory]
    [InlineData("03/04/1990")]
    [InlineData("3-4-1990")]
    [InlineData("31.12.90")]
    [InlineData("1990-13-01")]
    [InlineData("1990-02-30")]
    [InlineData("1890-01-01")]
    [InlineData("31121990")]
    [InlineData("1990-12")]
    [InlineData("1990-12-31-1")]
    [InlineData("33238")]
    [InlineData("yesterday")]
    [InlineData("662601600")]
    [InlineData("31 listopad 1990")]
    [InlineData("1990-15-06")]
    [InlineData("de")]
    public void TryParse_OfAnyOtherText_IsFalse(string cell) => BirthDate.TryParse(cell, out _).ShouldBeFalse();
}
