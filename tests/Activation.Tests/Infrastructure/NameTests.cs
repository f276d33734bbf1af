using System.Reflection;
using System.Text.Json.Nodes;
using Activation.Functions;
using Activation.Storage;
using Microsoft.Azure.Functions.Worker;
using static Activation.Tests.Infrastructure.Deployment;

namespace Activation.Tests.Infrastructure;

/// <summary>What the code names is there: in the template, in host.json, in the sample settings.</summary>
public sealed class NameTests
{
    private static readonly IReadOnlyList<Attribute> Triggers =
    [
        .. typeof(ImportFile).Assembly.GetExportedTypes().SelectMany(t => t.GetMethods()).SelectMany(m => m.GetParameters()).SelectMany(p => p.GetCustomAttributes())
            .Where(a => a.GetType().Name.EndsWith("TriggerAttribute", StringComparison.Ordinal)),
    ];

    private static Deployment Made => Deployments.Of("prod");

    [Fact]
    public void Queues_AreTheBrokersWithTheSettingsThatTheCodeCountsOn()
    {
        var queues = Made.All("Microsoft.ServiceBus/namespaces/queues");

        Made.Names("Microsoft.ServiceBus/namespaces/queues").ShouldBe(StorageNames.Queues, ignoreOrder: true);
        StorageNames.Queues.ShouldBe(Triggers.OfType<ServiceBusTriggerAttribute>().Select(t => t.QueueName), ignoreOrder: true);
        queues.ShouldAllBe(q => Flag(q, "properties", "requiresDuplicateDetection") == true && Flag(q, "properties", "deadLetteringOnMessageExpiration") == true);
        queues.ShouldAllBe(q => Text(q, "properties", "lockDuration") == "PT45S" && Text(q, "properties", "maxDeliveryCount") == "10");
    }

    [Fact]
    public void Containers_AreThoseOfTheCodeAndThePackages() =>
        Made.Names("Microsoft.Storage/storageAccounts/blobServices/containers").ShouldBe([.. StorageNames.Containers, "app-package"], ignoreOrder: true);

    [Fact]
    public void Tables_AreThoseOfTheCode() => Made.Names("Microsoft.Storage/storageAccounts/tableServices/tables").ShouldBe(StorageNames.Tables, ignoreOrder: true);

    [Fact]
    public void Subscriptions_CallEachBlobTriggerForItsContainer()
    {
        var template = JsonNode.Parse(Bicep.Subscriptions.Value.Output);
        var expected = typeof(ImportFile).Assembly.GetExportedTypes().SelectMany(t => t.GetMethods())
            .Select(m => (Function: m.GetCustomAttribute<FunctionAttribute>()?.Name, Trigger: m.GetParameters().FirstOrDefault()?.GetCustomAttribute<BlobTriggerAttribute>()))
            .Where(f => f.Trigger is not null)
            .Select(f => (f.Trigger?.BlobPath.Split('/')[0], f.Function));

        template?["variables"]?["triggers"]?.AsArray().Select(t => ((string?)Text(t, "container"), (string?)Text(t, "function"))).ShouldBe(expected, ignoreOrder: true);
        template?["resources"]?.ToJsonString().ShouldContain("Microsoft.Storage.BlobCreated");
    }

    [Fact]
    public void Host_HasASectionForEachKindOfTrigger()
    {
        var extensions = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "host.json")))?["extensions"];

        Triggers.Select(t => t.GetType().Name).Distinct(StringComparer.Ordinal)
            .ShouldBe(["BlobTriggerAttribute", "HttpTriggerAttribute", "ServiceBusTriggerAttribute", "TimerTriggerAttribute"], ignoreOrder: true);
        extensions?.AsObject().Select(e => e.Key).ShouldBe(["blobs", "http", "serviceBus"], ignoreOrder: true);
        Text(extensions, "http", "routePrefix").ShouldBeEmpty();
        Text(extensions, "serviceBus", "maxAutoLockRenewalDuration").ShouldBe("00:30:00");
        Text(extensions, "serviceBus", "prefetchCount").ShouldBe("0");
    }

    [Fact]
    public void Connections_AreSetForEachServiceThatATriggerNeeds()
    {
        var (made, sample) = (Made.Settings(), SampleSettings.Read());

        foreach (var connection in Triggers.OfType<BlobTriggerAttribute>().Select(t => t.Connection.ShouldNotBeNull()))
        {
            made.Keys.ShouldContain($"{connection}__blobServiceUri");
            made.Keys.ShouldContain($"{connection}__queueServiceUri");
            made[$"{connection}__credential"].ShouldBe("managedidentity");
            sample.Keys.ShouldContain(connection);
        }

        foreach (var connection in Triggers.OfType<ServiceBusTriggerAttribute>().Select(t => t.Connection.ShouldNotBeNull()))
        {
            made.Keys.ShouldContain($"{connection}__fullyQualifiedNamespace");
            made[$"{connection}__credential"].ShouldBe("managedidentity");
            sample.Keys.ShouldContain(connection);
        }
    }

    [Fact]
    public void Schedules_ThatAreSettingsAreSet()
    {
        var settings = Triggers.OfType<TimerTriggerAttribute>().Select(t => t.Schedule).Where(s => s.StartsWith('%')).Select(s => s.Trim('%')).ToList();

        settings.ShouldBe([AppSettings.EvaluateSchedule]);
        settings.ShouldAllBe(s => Made.Settings().ContainsKey(s) && SampleSettings.Read().ContainsKey(s));
    }
}
