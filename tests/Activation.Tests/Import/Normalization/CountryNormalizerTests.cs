using System.Globalization;
using Activation.Import.Normalization;

namespace Activation.Tests.Import.Normalization;

public sealed class CountryNormalizerTests
{
    [Fact]
    public void Normalize_OfEveryRegionOfTheRuntime_KnowsItsCodesAndName()
    {
        var regions = CultureInfo.GetCultures(CultureTypes.SpecificCultures)
            .Select(c => new RegionInfo(c.Name))
            .Where(r => r.TwoLetterISORegionName.All(char.IsAsciiLetterUpper) && r.TwoLetterISORegionName is not ("EU" or "DG" or "IC" or "EA" or "AC" or "TA"))
            .DistinctBy(r => r.TwoLetterISORegionName);

        foreach (var region in regions)
        {
            var code = region.TwoLetterISORegionName.ToLowerInvariant();
            CountryNormalizer.Normalize(region.TwoLetterISORegionName).ShouldBe(code);
            CountryNormalizer.Normalize(region.ThreeLetterISORegionName).ShouldBe(code);
            CountryNormalizer.Normalize(region.EnglishName).ShouldBe(code);
        }
    }

    [Fact]
    public void Alpha2_OfAName_IsUpperCase() => CountryNormalizer.Alpha2(" germany ").ShouldBe("DE");

    [Theory]
    [InlineData("Ireland / UK")]
    [InlineData("Georgia, USA")]
    [InlineData("USA 2")]
    [InlineData("(")]
    public void Normalize_OfNoOneCountry_IsNull(string text) => CountryNormalizer.Normalize(text).ShouldBeNull();

    [Theory]
    [InlineData("Georgia", "ge")]
    [InlineData("Ireland", "ie")]
    [InlineData("Northern Ireland", "gb")]
    [InlineData("Republic of Korea", "kr")]
    [InlineData("Niger", "ne")]
    [InlineData("NIGERIA", "ng")]
    [InlineData("Bosnia and Herzegovina", "ba")]
    [InlineData("Saint Lucia", "lc")]
    [InlineData("Czech Republic", "cz")]
    [InlineData("Curaçao", "cw")]
    [InlineData("England", "gb")]
    [InlineData("England & Wales", "gb")]
    [InlineData("US - United States", "us")]
    [InlineData("United States (USA)", "us")]
    [InlineData("Germany / Deutschland", "de")]
    [InlineData("DE: Deutschland", "de")]
    [InlineData("Russia (Russian Federation)", "ru")]
    [InlineData("Korea, Republic of", "kr")]
    [InlineData("Congo (Kinshasa)", "cd")]
    [InlineData("Guinea - Bissau", "gw")]
    [InlineData("Hrvatska", "hr")]
    [InlineData("Lietuva", "lt")]
    [InlineData("Oesterreich", "at")]
    [InlineData("भारत", "in")]
    [InlineData("U@S#A$%", "us")]
    public void Normalize_OfAName_IsItsCode(string name, string code) => CountryNormalizer.Normalize(name).ShouldBe(code);
}
