using Activation.Import.Normalization;
using Activation.Import.Rows;
using Activation.Profiles;

namespace Activation.Tests.Import.Rows;

public sealed class IdentifierCellTests
{
    [Theory]
    [InlineData("email", "a@x.org; b@y.org")]
    [InlineData("email", "a@x.org|b@y.org|")]
    [InlineData("email", "a@x.org, b@y.org")]
    [InlineData("email", "a@x.org\r\nb@y.org")]
    [InlineData("email", """["a@x.org","b@y.org"]""")]
    [InlineData("email", "a@x.org b@y.org")]
    [InlineData("email", "a@x.org / b@y.org")]
    [InlineData("phone", "+447911123456;+447911123457")]
    [InlineData("phone", "[\"+447911123456\", 447911123457]")]
    public void Add_ListInOneCell_AddsEachValueInItsOrder(string identifier, string cell)
    {
        var (set, outcome) = Add(identifier, cell);

        outcome.Kind.ShouldBe(NormalizationKind.Valid);
        set[identifier].Count.ShouldBe(2);
        var first = identifier == "email" ? "a@x.org" : "447911123456";
        set[identifier][0].ShouldBe(Sha256Hex.Of(first));
    }

    [Theory]
    [InlineData("email", "[\"a@x.org\"]")]
    [InlineData("email", "a@x.org;")]
    [InlineData("phone", "+44 7911 123456;ext=12")]
    [InlineData("phone", "tel:07911-123456;phone-context=+44")]
    public void Add_OneValue_IsOne(string identifier, string cell) => Add(identifier, cell).Set[identifier].Count.ShouldBe(1);

    [Theory]
    [InlineData("Lovelace, Ada <a@x.org>")]
    [InlineData("Lovelace, Ada <a@x.org>; Byron, Anne <b@y.org>")]
    public void Add_NamesBesideAddressesInBrackets_AreNoValues(string cell)
    {
        var (set, outcome) = Add("email", cell);

        outcome.Code.ShouldBe("emailCleaned");
        set["email"].Count.ShouldBe(cell.Count(c => c == '@'));
        set["email"][0].ShouldBe(Sha256Hex.Of("a@x.org"));
    }

    [Fact]
    public void Add_BracketsWithoutAnAddress_AreInvalid() => Add("email", "<a; b>").Outcome.Code.ShouldBe("invalidEmail");

    [Fact]
    public void Add_OneOfTheListInvalid_KeepsTheOthersAndSaysSo()
    {
        var (set, outcome) = Add("email", "a@x.org; nonsense; c@z.org");

        set["email"].Count.ShouldBe(2);
        outcome.Code.ShouldBe("invalidEmail");
    }

    [Fact]
    public void Add_TwelveValues_KeepsTheFirstTen()
    {
        var (set, outcome) = Add("email", string.Join(';', Enumerable.Range(0, 12).Select(i => $"u{i}@x.org")));

        set["email"].Count.ShouldBe(IdentifierSet.MaxValues);
        set["email"][9].ShouldBe(Sha256Hex.Of("u9@x.org"));
        outcome.Code.ShouldBe("tooManyValues");
    }

    [Fact]
    public void Add_MarksInOtherIdentifiers_SeparateNothing() => Add("city", "a;b").Set["city"].Count.ShouldBe(1);

    private static (IdentifierSet Set, NormalizationOutcome Outcome) Add(string identifier, string cell)
    {
        var set = new IdentifierSet();
        return (set, IdentifierCell.Add(set, identifier, cell, new NormalizationContext("GB", null)));
    }
}
