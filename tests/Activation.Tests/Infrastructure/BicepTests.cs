namespace Activation.Tests.Infrastructure;

public sealed class BicepTests
{
    [Theory]
    [InlineData("main.bicep")]
    [InlineData("subscriptions.bicep")]
    public void Template_CompilesAndLints_WithoutAWord(string file)
    {
        var (built, template, messages) = (file == "main.bicep" ? Bicep.Main : Bicep.Subscriptions).Value;
        var (linted, _, findings) = Bicep.Run([], "lint", file);

        messages.ShouldBeEmpty();
        findings.ShouldBeEmpty();
        (built, linted).ShouldBe((0, 0));
        template.ShouldContain("deploymentTemplate.json");
    }

    [Fact]
    public void Modules_AreAllUsed()
    {
        var main = File.ReadAllText(Path.Combine(Bicep.Infra, "main.bicep"));

        foreach (var module in Directory.GetFiles(Path.Combine(Bicep.Infra, "modules"), "*.bicep"))
        {
            main.ShouldContain($"'modules/{Path.GetFileName(module)}'");
        }
    }

    [Fact]
    public void Templates_ReferToNoRegistry()
    {
        foreach (var file in Directory.GetFiles(Bicep.Infra, "*.bicep", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(file);
            text.ShouldNotContain("'br/");
            text.ShouldNotContain("'br:");
            text.ShouldNotContain("'ts:");
        }
    }

    [Fact]
    public void Template_ReadsNoKeys() => Bicep.Main.Value.Output.ShouldNotContain("listKeys", Case.Insensitive);
}
