using Activation.Import.Columns;
using Activation.Profiles;

namespace Activation.Tests.Import.Columns;

public sealed class ColumnTargetTests
{
    public static readonly TheoryData<string, ColumnTarget> Valid = new()
    {
        { "email", new(ColumnKind.Identifier, "email") },
        { "ignore", new(ColumnKind.Ignored, "") },
        { "trait:Tier Level", new(ColumnKind.Trait, "Tier Level") },
        { "trait:ltv:number", new(ColumnKind.Trait, "ltv", TraitType.Number) },
        { "consent:ads", new(ColumnKind.Trait, "consent:ads", TraitType.Boolean) },
    };

    [Theory]
    [MemberData(nameof(Valid))]
    public void TryParse_KnownForms_GivesTheTarget(string text, ColumnTarget expected)
    {
        ColumnTarget.TryParse(text, out var target).ShouldBeTrue();
        target.ShouldBe(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("e-mail")]
    [InlineData("trait:")]
    [InlineData("trait:ltv:integer")]
    [InlineData("trait:consent:ads:boolean")]
    [InlineData("trait:Consent:ads:string")]
    [InlineData("consent:")]
    [InlineData("consent:Not Valid")]
    public void TryParse_UnknownForms_IsFalse(string? text) => ColumnTarget.TryParse(text, out _).ShouldBeFalse();
}
