using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Activation.Functions;
using Activation.Monitoring.Metrics;
using Microsoft.Extensions.DependencyInjection;
using static Activation.Tests.Infrastructure.Deployment;

namespace Activation.Tests.Infrastructure;

public sealed partial class OperationTests
{
    private const int MatchMilliseconds = 10_000;

    [Fact]
    public void Lifecycle_DeletesRawFilesAndBatchesAndNoFileOfTheSnapshot()
    {
        var rules = Deployments.Of("prod").The("Microsoft.Storage/storageAccounts/managementPolicies")["properties"]?["policy"]?["rules"]?.AsArray() ?? [];

        var byPrefix = rules.SelectMany(r => (r?["definition"]?["filters"]?["prefixMatch"]?.AsArray() ?? []).Select(p => p?.ToString() ?? "")).ToList();
        byPrefix.ShouldBe(["crm/", "events/", "archive/", "failed/", "exports/", "batches/", "imports/", "runs/"], ignoreOrder: true);
        var everywhere = rules.Where(r => r?["definition"]?["filters"]?["prefixMatch"] is null).ShouldHaveSingleItem();
        everywhere?["definition"]?["actions"]?.AsObject().Select(a => a.Key).ShouldBe(["snapshot", "version"], ignoreOrder: true);
    }

    [Fact]
    public void Alerts_TellThoseWhoAreNamed()
    {
        var deployment = Deployments.Of("prod, others let in");

        deployment.The("Microsoft.Insights/actionGroups")["properties"]?["emailReceivers"]?.AsArray().Select(r => Text(r, "emailAddress")).ShouldBe(["ops@example.com"]);
        foreach (var alert in deployment.All("Microsoft.Insights/metricAlerts").Concat(deployment.All("Microsoft.Insights/scheduledQueryRules")))
        {
            Flag(alert, "properties", "enabled").ShouldBe(true);
            Text(alert, "properties", "description").ShouldNotBeEmpty();
            alert["properties"]?["actions"]?.ToJsonString().ShouldContain("actionGroups/activation");
        }
    }

    [Fact]
    public void Queries_AskForMetricsAndFunctionsThatThereAre()
    {
        var instruments = Instruments();
        var functions = typeof(ImportFile).Assembly.GetExportedTypes().Select(t => t.Name).ToList();
        var queries = Deployments.Of("prod").All("Microsoft.Insights/scheduledQueryRules").Select(r => Text(r["properties"]?["criteria"]?["allOf"]?[0], "query"))
            .Append(Text(Deployments.Of("prod").The("Microsoft.Insights/workbooks"), "properties", "serializedData")).ToList();

        var asked = queries.SelectMany(q => MetricName().Matches(q).Select(m => m.Groups["name"].Value)).ToList();
        asked.Count.ShouldBeGreaterThan(10);
        asked.Distinct(StringComparer.Ordinal).ShouldBeSubsetOf(instruments);
        queries.SelectMany(q => FunctionName().Matches(q).Select(m => m.Groups["name"].Value)).Distinct(StringComparer.Ordinal).ShouldBe(["EvaluateHourly"]);
        functions.ShouldContain("EvaluateHourly");
    }

    [Fact]
    public void Workbook_IsOneThatThePortalReads()
    {
        var workbook = JsonNode.Parse(Text(Deployments.Of("dev").The("Microsoft.Insights/workbooks"), "properties", "serializedData"));

        Text(workbook, "version").ShouldBe("Notebook/1.0");
        workbook?["items"]?.AsArray().Count.ShouldBeGreaterThan(10);
        workbook?["items"]?.AsArray().Select(i => Text(i, "name")).ShouldBeUnique();
    }

    [Fact]
    public void Budget_IsAParameter() => Text(Deployments.Of("prod, others let in").The("Microsoft.Consumption/budgets"), "properties", "amount").ShouldBe("1234");

    private static List<string> Instruments()
    {
        var names = new List<string>();
        using var listener = new System.Diagnostics.Metrics.MeterListener();
        listener.InstrumentPublished = (instrument, _) => names.Add(instrument.Name);
        using var provider = new ServiceCollection().AddMetrics().AddSingleton<ActivationMetrics>().BuildServiceProvider();
        listener.Start();
        provider.GetRequiredService<ActivationMetrics>().ShouldNotBeNull();
        return names;
    }

    [GeneratedRegex("[\"'](?<name>activation\\.[a-z_.]+)\\\\?[\"']", RegexOptions.ExplicitCapture, MatchMilliseconds)]
    private static partial Regex MetricName();

    [GeneratedRegex("AppRequests \\| where Name == \"(?<name>[A-Za-z]+)\"", RegexOptions.ExplicitCapture, MatchMilliseconds)]
    private static partial Regex FunctionName();
}
