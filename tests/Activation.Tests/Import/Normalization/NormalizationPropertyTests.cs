using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Activation.Import.Normalization;
using Activation.Profiles;
using CsCheck;

namespace Activation.Tests.Import.Normalization;

public sealed partial class NormalizationPropertyTests
{
    private static readonly Gen<string> Letters = Gen.Char["abcxyzABCXYZäöüßéñçøłαβγσΣЖжяЯİ漢字한글"].Array[1, 12].Select(c => new string(c));
    private static readonly Gen<string> Emails = Gen.Select(Letters, Letters, (local, domain) => $"{local}.{local}+tag@{domain}.example.com");
    private static readonly Gen<string> Padding = Gen.Char[" \t\r\n\u00a0\u200b\ufeff\u2003"].Array[0, 3].Select(c => new string(c));
    private static readonly Gen<string> AnyText = Gen.Char.Array[0, 40].Select(c => new string(c));

    /// <summary>What the rules look for, in any order.</summary>
    private static readonly string[] Words =
    [
        "Mrs.", "Jr.", "Dr", "PhD", "III", "New York", "NY", "State", "of", "US", "USA", "United States", "Canada", "31", "12", "1990", "Dec", "de", "00", "0", "+44", "(0)", "7911", "123456", "x12",
        "94035", "1234", ".0", "-", "–", "/", ".", ",", ";", ":", " ", "\u00a0", "'", "\"", "“", "<", ">", "(", ")", "@", "ada", "example.com", "mailto:", "?", "=", "_", "0x", "ａ", "９", "٣", "e\u0301", "İ", "ß", "\u200b",
    ];

    private static readonly Gen<string> Pieces = Gen.Int[0, Words.Length - 1].Select(i => Words[i]).Array[1, 6].Select(string.Concat);

    private static readonly Dictionary<string, Func<string, string?>> Normalizers = new(StringComparer.Ordinal)
    {
        ["email"] = c => EmailNormalizer.Normalize(c),
        ["phone"] = c => PhoneNormalizer.Normalize(c, "GB").E164,
        ["name"] = c => PersonNameNormalizer.Normalize(c),
        ["gender"] = c => GenderNormalizer.Normalize(c),
        ["birthYear"] = c => BirthDateNormalizer.Year(c),
        ["birthMonth"] = c => BirthDateNormalizer.Month(c),
        ["birthDay"] = c => BirthDateNormalizer.Day(c),
        ["city"] = c => CityNormalizer.Normalize(c),
        ["state"] = c => StateNormalizer.Normalize(c, null),
        ["zip"] = c => ZipNormalizer.Normalize(c, null),
        ["zipUs"] = c => ZipNormalizer.Normalize(c, "US"),
        ["country"] = c => CountryNormalizer.Normalize(c),
        ["mobileAdId"] = c => MobileAdIdNormalizer.Normalize(c),
        ["ecid"] = c => EcidNormalizer.Normalize(c),
        ["customerId"] = CustomerIds.Normalize,
    };

    public static TheoryData<string> NormalizerNames() => [.. Normalizers.Keys];

    [Theory]
    [MemberData(nameof(NormalizerNames))]
    public void Normalize_OfItsOwnResult_ChangesNothing(string name)
    {
        var normalize = Normalizers[name];
        var digits = Gen.Char["0123456789+-() ./"].Array[1, 20].Select(c => new string(c));

        Gen.OneOf(AnyText, Letters, Emails, digits, Pieces).Sample(
            text =>
            {
                if (normalize(text) is { } once)
                {
                    normalize(once).ShouldBe(once, string.Join(' ', text.Select(c => ((int)c).ToString("x4", CultureInfo.InvariantCulture))));
                }
            },
            iter: 20_000);
    }

    [Theory]
    [MemberData(nameof(NormalizerNames))]
    public void Normalize_OfAnotherCasePaddingOrForm_IsTheSame(string name)
    {
        if (name == "customerId")
        {
            // Byte for byte by contract.
            return;
        }

        var normalize = Normalizers[name];
        // A country before a phone number is told by its capitals: `Ph` is a word, and PH the Philippines.
        Gen.Select(name == "phone" ? Gen.OneOf(Letters, Emails) : Gen.OneOf(Letters, Emails, Pieces), Padding, Padding).Sample(
            (text, before, after) =>
            {
                var expected = normalize(text);
                return normalize(before + text + after) == expected
                    && normalize(text.Normalize(NormalizationForm.FormD)) == expected
                    && normalize(text.Normalize(NormalizationForm.FormC)) == expected
                    && normalize(text.ToUpperInvariant()) == expected
                    && normalize(text.ToLowerInvariant()) == expected;
            },
            iter: 5_000);
    }

    [Fact]
    public void Add_OfAnyText_GivesHashesOrNothing()
    {
        var context = new NormalizationContext("US", RowCountry: null);
        Gen.Select(Gen.Int[0, Identifiers.Names.Count - 1].Select(i => Identifiers.Names[i]), Gen.OneOf(AnyText, Letters, Emails, Pieces)).Sample(
            (identifier, cell) =>
            {
                var identifiers = new IdentifierSet();
                var outcome = IdentifierNormalizer.Add(identifiers, identifier, cell, context);
                var added = identifiers.VariantNames.SelectMany(name => identifiers[name].Select(value => (Identifiers.Variant(name).IsHash, value))).ToList();
                return added.Count > 0 == outcome.IsAccepted
                    && added.TrueForAll(v => !v.IsHash || (Hash().IsMatch(v.value) && v.value != Sha256Hex.OfEmpty));
            },
            iter: 20_000);
    }

    [Fact]
    public void LooksPersonal_OfAnyText_Answers() => AnyText.Sample(text => PersonalDataShape.LooksPersonal(text) || !text.Contains("@example.com", StringComparison.Ordinal));

    [GeneratedRegex("^[0-9a-f]{64}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hash();
}
