using Activation.Segments;
using Activation.Storage;
using Microsoft.Extensions.Options;

namespace Activation.Tests.Segments;

public sealed class PatternCheckTests : IDisposable
{
    private readonly ScratchFolder scratch = new(Options.Create(new StorageOptions()));

    public void Dispose() => scratch.Dispose();

    [Theory]
    [InlineData("(secret", "missing )")]
    [InlineData("[secret", "missing ]")]
    [InlineData("*secret", "no argument for repetition operator")]
    [InlineData("(?=secret)", "invalid perl operator")]
    [InlineData(@"secret\\", "trailing")]
    [InlineData("(secret{1000}){1000}", "repetition")]
    public void Check_BadPattern_SaysWhyWithoutThePattern(string pattern, string reason)
    {
        var rule = Rules.Parse($$$"""{"not": {"trait": "tier", "op": "matches", "value": "{{{pattern}}}"}}""");

        var problem = Rules.ShouldBeRefused(() => PatternCheck.Check(rule, scratch), "invalidPattern", "rule.not.value");

        problem.Message.ShouldContain(reason);
        problem.Message.ShouldNotContain("secret");
    }

    [Fact]
    public void Check_GoodPatterns_Pass() =>
        PatternCheck.Check(Rules.Parse("""{"any": [{"trait": "a", "op": "matches", "value": "^x+$"}, {"trait": "a", "op": "matches", "value": "(?i)😀|"}, {"trait": "a", "op": "eq", "value": "("}]}"""), scratch);
}
