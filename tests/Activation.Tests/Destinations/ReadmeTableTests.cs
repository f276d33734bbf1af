using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Activation.Destinations;
using Microsoft.Extensions.DependencyInjection;

namespace Activation.Tests.Destinations;

/// <summary>The README's table of destinations is the catalogue's.</summary>
public sealed class ReadmeTableTests
{
    private const string Begin = "<!-- destinations -->\n";
    private const string End = "<!-- /destinations -->";
    private const string Write = "ACTIVATION_WRITE_README";

    [Fact]
    public async Task Readme_TableOfDestinations_IsTheCatalogues()
    {
        await using var provider = DestinationsServicesTests.Provide(("Activation:Secrets:File", "secrets.json"));
        var expected = Table(provider.GetRequiredService<DestinationCatalog>().All);
        var readme = await System.IO.File.ReadAllTextAsync(Readme());
        var (from, to) = (readme.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, readme.IndexOf(End, StringComparison.Ordinal));

        if (Environment.GetEnvironmentVariable(Write) == "1")
        {
            await System.IO.File.WriteAllTextAsync(Readme(), $"{readme[..from]}{expected}{readme[to..]}");
            return;
        }

        readme[from..to].ShouldBe(expected, $"The table of destinations in README.md is not the catalogue's: run this test once with {Write}=1 in the environment, which writes it, and commit README.md.");
    }

    private static string Table(IEnumerable<IDestination> destinations)
    {
        var table = new StringBuilder("| type | identifiers | removes by | rows a call | calls a minute | least audience | values, traits | beside |\n|---|---|---|---|---|---|---|---|\n");
        foreach (var destination in destinations.OrderBy(d => d.Type.Type, StringComparer.Ordinal))
        {
            var type = destination.Type;
            IReadOnlyList<string> cells =
            [
                $"`{type.Type}`: {type.DisplayName}",
                string.Join(' ', type.Identifiers.Select(i => i.Name).Distinct(StringComparer.Ordinal)),
                type.Keys.Count == 0 ? "profile id" : string.Join(", ", type.Keys.Select(k => string.Join(" + ", k.Identifiers))),
                Number(type.MaxBatch),
                type.Limits is { } limits ? limits.CallsPerMinute.ToString("#,0.###", CultureInfo.InvariantCulture) : "",
                type.MinimumAudience == 0 ? "" : Number(type.MinimumAudience),
                string.Join(", ", Enrichments(type)),
                string.Join(", ", Features(destination)),
            ];
            table.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
        }

        return table.ToString().Replace("|  |", "| |", StringComparison.Ordinal).Replace("|  |", "| |", StringComparison.Ordinal);
    }

    private static IEnumerable<string> Enrichments(DestinationType type)
    {
        if (type.Values != ValueSupport.None)
        {
            yield return type.Values == ValueSupport.Fixed ? "values, fixed at creation" : "values";
        }

        if (type.TakesTraits)
        {
            yield return "traits";
        }
    }

    private static IEnumerable<string> Features(IDestination destination)
    {
        if (Offers(destination, nameof(IDestination.ReportAsync)))
        {
            yield return "report";
        }

        if (destination.Type.ReplacesSmallAudiences)
        {
            yield return "full runs replace an audience of one call";
        }

        if (destination.Type.SupportsDeletion)
        {
            yield return "deletes audiences";
        }

        if (destination.Type.SupportsRehearsal)
        {
            yield return "looks at dry runs";
        }

        if (destination.Type.SupportsErasure)
        {
            yield return "erases people everywhere";
        }

        if (destination.Type.Consent.Count > 0)
        {
            yield return $"asks consent to {string.Join(", ", destination.Type.Consent.Select(c => c.Purpose).Distinct(StringComparer.Ordinal))}";
        }
    }

    /// <summary>Whether a method is the destination's own, and not what the interface or the base has for those that lack it.</summary>
    private static bool Offers(IDestination destination, string method) =>
        destination.GetType().GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Any(m =>
            m.Name == method && !(m.DeclaringType is { IsGenericType: true } declaring && declaring.GetGenericTypeDefinition() == typeof(SettingsDestination<>)));

    private static string Number(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Readme([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here) ?? "", "..", "..", "..", "README.md"));
}
