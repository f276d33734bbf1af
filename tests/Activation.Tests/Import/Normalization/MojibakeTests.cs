using System.Text;
using Activation.Import.Files;
using Activation.Import.Normalization;
using Activation.Profiles;

namespace Activation.Tests.Import.Normalization;

public sealed class MojibakeTests
{
    [Theory]
    [InlineData("MÃ¼ller", "Müller")]
    [InlineData("SÃ£o Paulo", "São Paulo")]
    [InlineData("Oâ€™Brien", "O’Brien")]
    public void Repair_Utf8TakenForWindows1252_IsTheText(string damaged, string text)
    {
        FileEncodings.WindowsLatin.GetString(Encoding.UTF8.GetBytes(text)).ShouldBe(damaged);
        Mojibake.Repair(damaged).ShouldBe(text);
    }

    [Theory]
    [InlineData("Müller")]
    [InlineData("Ångström")]
    [InlineData("Ñandú")]
    [InlineData("Đặng Âu")]
    [InlineData("José €")]
    [InlineData("plain")]
    public void Repair_TextAsItWasMeant_IsNull(string text) => Mojibake.Repair(text).ShouldBeNull();

    [Theory]
    [InlineData("lastName", "MÃ¼ller", "müller")]
    [InlineData("city", "MÃƒÂ¼nchen", "münchen")]
    [InlineData("firstName", "Dr. JosÃ©", "josé")]
    public void Add_DamagedCell_IsRepaired(string identifier, string cell, string normalized)
    {
        var set = new IdentifierSet();

        var outcome = IdentifierNormalizer.Add(set, identifier, cell, new NormalizationContext(null, null));

        outcome.Kind.ShouldBe(NormalizationKind.Repaired);
        set[Identifiers.Variants.First(v => v.Identifier == identifier).Name].ShouldBe([Sha256Hex.Of(normalized)]);
    }
}
