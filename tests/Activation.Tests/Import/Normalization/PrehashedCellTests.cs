using Activation.Import.Normalization;
using Activation.Profiles;

namespace Activation.Tests.Import.Normalization;

/// <summary>Cells that hold a hash already, in every form in which databases and languages write one.</summary>
public sealed class PrehashedCellTests
{
    private const string Sha = "9b431636bd164765d63c573c346708846af4f68fe3701a77a3bdd7e7e5166254";

    [Fact]
    public void Add_OfAHash_FillsEveryHashVariantAndNothingElse()
    {
        foreach (var group in Identifiers.Variants.Where(v => v.IsHash && v.Identifier != Identifiers.MobileAdId).GroupBy(v => v.Identifier))
        {
            var (identifiers, outcome) = Add(group.Key, $" {Sha.ToUpperInvariant()} ");

            outcome.ShouldBe(NormalizationOutcome.Prehashed);
            identifiers.VariantNames.Order().ShouldBe(group.Select(v => v.Name).Order());
            group.ShouldAllBe(v => identifiers[v.Name].Single() == Sha);
        }
    }

    [Theory]
    [InlineData("0x{0}")]
    [InlineData("\\x{0}")]
    [InlineData("sha256:{0}")]
    [InlineData("SHA-256:{0}")]
    public void Add_OfAHashWithAPrefix_IsTheHash(string form)
    {
        foreach (var identifier in new[] { Identifiers.Email, Identifiers.Phone, Identifiers.FirstName, Identifiers.Zip })
        {
            var (identifiers, outcome) = Add(identifier, form.Replace("{0}", Sha.ToUpperInvariant(), StringComparison.Ordinal));

            outcome.ShouldBe(NormalizationOutcome.Prehashed);
            identifiers.VariantNames.ShouldAllBe(name => identifiers[name].Single() == Sha);
        }
    }

    [Theory]
    [InlineData("email")]
    [InlineData("lastName")]
    [InlineData("city")]
    public void Add_OfAHashAsBytesOrBase64_IsTheHash(string identifier)
    {
        var bytes = Convert.FromHexString(Sha);
        foreach (var cell in new[] { BitConverter.ToString(bytes), string.Join(':', bytes.Select(b => $"{b:x2}")), Convert.ToBase64String(bytes) })
        {
            Add(identifier, cell).Identifiers[Identifiers.Variants.First(v => v.Identifier == identifier).Name].ShouldBe([Sha]);
        }
    }

    [Theory]
    [InlineData("0x098f6bcd4621d373cade4e832627b4f6", "md5NotAccepted")]
    [InlineData("09-8F-6B-CD-46-21-D3-73-CA-DE-4E-83-26-27-B4-F6", "md5NotAccepted")]
    [InlineData("0xa94a8fe5ccb19ba61c4c0873d391e987982fbbd3", "sha1NotAccepted")]
    [InlineData("0x" + Sha + "0", "invalidEmail")]
    [InlineData("a " + Sha, "invalidEmail")]
    public void Add_OfAnotherHashWithAPrefix_IsRefusedByName(string cell, string code) => Add(Identifiers.Email, cell).Outcome.Code.ShouldBe(code);

    private static (IdentifierSet Identifiers, NormalizationOutcome Outcome) Add(string identifier, string cell)
    {
        var identifiers = new IdentifierSet();
        return (identifiers, IdentifierNormalizer.Add(identifiers, identifier, cell, new NormalizationContext(DefaultCountry: null, RowCountry: null)));
    }
}
