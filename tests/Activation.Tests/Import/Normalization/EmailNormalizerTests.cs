using Activation.Import.Normalization;

namespace Activation.Tests.Import.Normalization;

public sealed class EmailNormalizerTests
{
    [Theory]
    [InlineData("  Jane.Doe+News@Example.COM \t", "jane.doe+news@example.com")]
    [InlineData("\ufeffjane@example.com\u200b", "jane@example.com")]
    [InlineData("ja\u200bne@example.com", "jane@example.com")]
    [InlineData("jane@example.com.", "jane@example.com")]
    [InlineData("jane@example.com;", "jane@example.com")]
    [InlineData("\"jane@example.com\"", "jane@example.com")]
    [InlineData("Jane Doe <Jane@Example.com>", "jane@example.com")]
    [InlineData("mailto:Jane@Example.com", "jane@example.com")]
    [InlineData("jane @ example . com", "jane@example.com")]
    [InlineData("jane doe@example.com", "janedoe@example.com")]
    [InlineData("ｊａｎｅ＠ｅｘａｍｐｌｅ．ｃｏｍ", "jane@example.com")]
    [InlineData("ana.mari\u0301a@example.es", "ana.mar\u00eda@example.es")]
    [InlineData("O'Brien@example.ie", "o'brien@example.ie")]
    [InlineData("a..b.@docomo.ne.jp", "a..b.@docomo.ne.jp")]
    [InlineData("jane@mail.example.co.uk", "jane@mail.example.co.uk")]
    [InlineData("jane@xn--mnchen-3ya.de", "jane@xn--mnchen-3ya.de")]
    [InlineData("jane@MÜNCHEN.de", "jane@münchen.de")]
    public void Normalize_OfAnAddress_IsTrimmedAndLowerCase(string cell, string expected) => EmailNormalizer.Normalize(cell).ShouldBe(expected);

    [Theory]
    [InlineData("quinn")]
    [InlineData("@example.com")]
    [InlineData("jane@")]
    [InlineData("jane@localhost")]
    [InlineData("jane@example..com")]
    [InlineData("jane@example.c")]
    [InlineData("jane@10.0.0.1")]
    [InlineData("jane@-example.com")]
    [InlineData("jane@doe@example.com")]
    [InlineData("jane@example.com, joe@example.com")]
    [InlineData("write to me at jane@example.com")]
    [InlineData("jane@exa/mple.com")]
    public void Normalize_OfNoAddress_IsNull(string cell) => EmailNormalizer.Normalize(cell).ShouldBeNull();

    [Theory]
    [InlineData("cloudy.sanfrancisco+shopping@gmail.com", "cloudysanfrancisco@gmail.com")]
    [InlineData("jefferson.loves.hiking@googlemail.com", "jeffersonloveshiking@googlemail.com")]
    [InlineData("a.b+c@gmailer.org", "a.b+c@gmailer.org")]
    [InlineData("a.b+c@example.com", "a.b+c@example.com")]
    [InlineData("+tag@gmail.com", "+tag@gmail.com")]
    [InlineData("...@gmail.com", "...@gmail.com")]
    public void ForGoogle_OfAPlainForm_StripsGmailOnly(string plain, string expected) => EmailNormalizer.ForGoogle(plain).ShouldBe(expected);
}
