using System.Text;
using System.Text.Json;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.AzureMessaging;
using Activation.Destinations.EventHub;
using Activation.Destinations.ServiceBusTopic;

namespace Activation.Tests.Destinations.AzureMessaging;

/// <summary>
/// Bodies as the services' documents show them: `[{"Body":"Message1","UserProperties":{"Alert":"Strong Wind"}}, …]` and the same with `BrokerProperties`
/// https://learn.microsoft.com/en-us/rest/api/eventhub/send-batch-events https://learn.microsoft.com/en-us/rest/api/servicebus/send-message-batch .
/// </summary>
public sealed class MessageBatchesTests
{
    private static readonly MemberRow Row = Member.Of("C-1", ("externalId", ["C-1"])) with { Enrichment = new Activation.Destinations.Enrichment(9.5, [new("tier", JsonElement.Parse("\"Gold\""))]) };

    private static string Message(string operation) =>
        $$$$"""{"batchId":"gold.20261124060000000t.3","sequence":"1795500000000000003","at":"2026-11-24T06:00:01Z","operation":"{{{{operation}}}}","audience":{"id":"gold","name":"Gold members"},"member":{"id":"{{{{Row.Profile}}}}","identifiers":{"externalId":["C-1"]},"value":9.5,"traits":{"tier":"Gold"}}}""";

    [Fact]
    public void Of_EventHub_HasBodyAsTextAndProperties()
    {
        var json = JsonElement.Parse(MessageBatches.Of(Batch(BatchOperation.Add), EventHubDestination.Kind, 100_000).Bodies.ShouldHaveSingleItem());

        json.GetArrayLength().ShouldBe(1);
        json[0].EnumerateObject().Select(p => p.Name).ShouldBe(["Body", "UserProperties"]);
        json[0].GetProperty("Body").GetString().ShouldBe(Message("add"));
        json[0].GetProperty("UserProperties").GetRawText().ShouldBe("""{"audience":"gold","operation":"add"}""");
    }

    [Fact]
    public void Of_Topic_HasAMessageIdThatStaysInEveryAttempt()
    {
        string IdOf(DestinationBatch batch) =>
            JsonElement.Parse(MessageBatches.Of(batch, ServiceBusTopicDestination.Kind, 100_000).Bodies[0])[0].GetProperty("BrokerProperties").GetProperty("MessageId").GetString() ?? "";

        var batch = Batch(BatchOperation.Remove);
        IdOf(batch).Length.ShouldBe(64);
        IdOf(batch with { Attempt = 2, Part = 1 }).ShouldBe(IdOf(batch));
        IdOf(batch with { Id = new BatchId(batch.Id.Run, 4) }).ShouldNotBe(IdOf(batch));
        JsonElement.Parse(MessageBatches.Of(batch, ServiceBusTopicDestination.Kind, 100_000).Bodies[0])[0].GetProperty("Body").GetString().ShouldBe(Message("remove"));
    }

    // printf 'https%%3A%%2F%%2Fcontoso.servicebus.windows.net%%2Faudiences\n1795500600' | openssl dgst -sha256 -hmac secret-key -binary | base64
    [Fact]
    public void Signature_OfKnownKey_IsThatOfTheDocument() =>
        SharedAccessSignature.Create(new Uri("https://contoso.servicebus.windows.net/audiences"), "send", "secret-key", DateTimeOffset.FromUnixTimeSeconds(1795500000))
            .ShouldBe($"sr=https%3A%2F%2Fcontoso.servicebus.windows.net%2Faudiences&sig={Uri.EscapeDataString("eLVwT72V4OI9cB2TlfHI/OsnVM0leaqsaLYutv9bbrc=")}&se=1795500600&skn=send");

    [Fact]
    public void Of_Bodies_AreWithinTheLimitInBytes()
    {
        var rows = Enumerable.Range(1, 200).Select(i => Member.Of($"C-{i}", ("externalId", [$"Zoë-{i}"]))).ToList();

        var batches = MessageBatches.Of(Batch(BatchOperation.Add) with { Rows = rows }, ServiceBusTopicDestination.Kind, 4_000);

        batches.Bodies.ShouldAllBe(b => b.Length <= 4_000);
        batches.Bodies.Sum(b => JsonElement.Parse(b).GetArrayLength()).ShouldBe(200);
        Encoding.UTF8.GetString(batches.Bodies[0]).ShouldStartWith("[{\"Body\":");
    }

    private static DestinationBatch Batch(BatchOperation operation) =>
        new(new BatchId(new RunId("gold.20261124060000000t"), 3), 1, "gold", "Gold members", operation, [Row], new DateTimeOffset(2026, 11, 24, 6, 0, 1, TimeSpan.Zero));
}
