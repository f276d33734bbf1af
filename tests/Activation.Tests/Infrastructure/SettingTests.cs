using System.Reflection;
using Activation.Functions;
using Activation.Api;
using Activation.Storage;
using Microsoft.Extensions.Configuration;

namespace Activation.Tests.Infrastructure;

/// <summary>Every setting of the code is in the sample or the template, and they have no others.</summary>
public sealed class SettingTests
{
    /// <summary>Instead of the sample's connection string and file: managed identity, and the vault.</summary>
    private static readonly string[] InAzure =
    [
        "Activation__Storage__BlobServiceUri", "Activation__Storage__TableServiceUri", "Activation__Secrets__KeyVaultUri", "Activation__Suppression__Keys",
    ];

    private static readonly string[] ByTheHost = ["Activation__Api__PlatformSignIn", "Activation__Api__Exposed"];

    private static readonly string[] OfTheCode =
    [
        .. new[] { typeof(StorageOptions).Assembly, typeof(ApiOptions).Assembly }.SelectMany(a => a.GetTypes())
            .Where(t => t.Name.EndsWith("Options", StringComparison.Ordinal) && t.GetField("Section") is { IsLiteral: true })
            .SelectMany(t => t.GetProperties().Where(p => p.DeclaringType == t && p.GetMethod is { IsPublic: true } && (p.SetMethod is not null || p.PropertyType.IsGenericType))
                .Select(p => $"{t.GetField("Section")?.GetRawConstantValue()}:{p.Name}".Replace(":", "__", StringComparison.Ordinal)))
            .Except(ByTheHost).Distinct(StringComparer.Ordinal),
    ];

    [Fact]
    public void Sample_HasEverySettingOfTheCode() =>
        SampleSettings.Read().Keys.Where(k => k.StartsWith("Activation__", StringComparison.Ordinal)).ShouldBe(OfTheCode.Except(InAzure), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Deployments.Names), MemberType = typeof(Deployments))]
    public void Template_HasSettingsOfTheCodeAlone(string name)
    {
        var settings = Deployments.Of(name).Settings();

        settings.Keys.Where(k => k.StartsWith("Activation__", StringComparison.Ordinal)).ShouldBeSubsetOf(OfTheCode);
        InAzure[..3].ShouldBeSubsetOf(settings.Keys);
        settings["Activation__Storage__MemoryMegabytes"].ShouldBe(name == "dev" ? "2048" : "4096");
    }

    [Fact]
    public void Template_SatisfiesTheChecksAtStart()
    {
        var settings = Deployments.Of("prod").Settings().Select(s => KeyValuePair.Create<string, string?>(s.Key.Replace("__", ":", StringComparison.Ordinal), s.Value));

        Should.NotThrow(() => AppSettings.Check(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()));
    }

    [Fact]
    public void Readme_DescribesEverySetting()
    {
        var readme = File.ReadAllText(Path.Combine(Bicep.Infra, "..", "README.md"));

        foreach (var setting in OfTheCode)
        {
            // Rows of several settings name the first in full and of the others the end.
            readme.ShouldContain(setting.Split("__")[^1], Case.Sensitive, $"README.md does not describe {setting}.");
        }
    }
}
