using System.Globalization;
using Activation.Import.Normalization;
using PhoneNumbers;
using Shouldly;
using Xunit;

namespace Activation.Tests.Import.Normalization;

public sealed class PhoneShortcutTests
{
    private static readonly string[] Separators = ["", " ", "-", ".", " (", ") ", "--", ") - "];

    [Theory]
    [InlineData("+1 (212) 555-0123", null, "+12125550123")]
    [InlineData("+447911123456", null, "+447911123456")]
    [InlineData("(212) 555-0123", "US", "+12125550123")]
    [InlineData("1.212.555.0123", "CA", "+12125550123")]
    [InlineData("+44 (0)7911 123456", "GB", null)]
    [InlineData("+8 800 555 35 35", "RU", null)]
    [InlineData("212-555-0123 x7", "US", null)]
    [InlineData("212-555-0123", "DE", null)]
    [InlineData("222-222-2222", "US", null)]
    [InlineData("+39 06 1234 5678", null, null)]
    public void Read_Cell_AnswersOnlyPlainNumbers(string cell, string? region, string? expected) =>
        PhoneShortcut.Read(cell, region).ShouldBe(expected);

    [Fact]
    public void Read_RandomNumbersOfEveryCountry_AgreesWithTheLibrary()
    {
        var random = new Random(20261124);
        var library = PhoneNumberUtil.GetInstance();
        var codes = library.GetSupportedCallingCodes().Order().ToArray();
        string?[] regions = [null, "US", "CA", "GB", "DE", "IT", "BR", "AU", "MX", "RU"];
        var answered = 0;
        for (var i = 0; i < 60_000; i++)
        {
            var cell = i % 3 == 0 ? National(random) : International(random, codes);
            var region = regions[random.Next(regions.Length)];
            if (PhoneShortcut.Read(cell, region) is { } e164)
            {
                answered++;
                PhoneNormalizer.NormalizeByPlan(cell, region).E164.ShouldBe(e164, $"number {i} of {region}");
            }
        }

        answered.ShouldBeGreaterThan(20_000);
    }

    [Fact]
    public void Read_ExampleNumbersOfEveryRegion_AgreesWithTheLibrary()
    {
        var library = PhoneNumberUtil.GetInstance();
        foreach (var region in library.GetSupportedRegions())
        {
            foreach (var type in new[] { PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE, PhoneNumberType.TOLL_FREE })
            {
                if (library.GetExampleNumberForType(region, type) is { } number)
                {
                    var cell = library.Format(number, PhoneNumberFormat.INTERNATIONAL);
                    if (PhoneShortcut.Read(cell, region) is { } e164)
                    {
                        PhoneNormalizer.NormalizeByPlan(cell, region).E164.ShouldBe(e164, region);
                    }
                }
            }
        }
    }

    private static string International(Random random, int[] codes) =>
        Spread(random, "+" + codes[random.Next(codes.Length)].ToString(CultureInfo.InvariantCulture) + Digits(random, random.Next(5, 12)));

    private static string National(Random random) => Spread(random, (random.Next(3) == 0 ? "1" : "") + Digits(random, random.Next(9, 12)));

    private static string Digits(Random random, int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)('0' + random.Next(10))));

    private static string Spread(Random random, string number)
    {
        for (var i = random.Next(4); i > 0; i--)
        {
            number = number.Insert(random.Next(2, number.Length), Separators[random.Next(Separators.Length)]);
        }

        return number;
    }
}
