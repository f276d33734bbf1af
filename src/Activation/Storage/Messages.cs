using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Activation.Monitoring.Tracing;

namespace Activation.Storage;

/// <summary>What every message carries.</summary>
public abstract record TracedMessage
{
    /// <summary>The trace that the message belongs to; null if nobody traces.</summary>
    public string? TraceParent { get; init; }
}

/// <summary>Drain one source: import its registered files in drop order.</summary>
public sealed record ImportMessage(string Source, int Version = 1) : TracedMessage;

/// <summary>Evaluate one run of a sync and plan its batches, or carry a run on that was interrupted.</summary>
/// <param name="Attempt">Times that the run had to wait so far; the next wait grows with it.</param>
public sealed record EvaluateMessage(string RunId, int Attempt = 0, int Version = 1) : TracedMessage;

/// <summary>Deliver one batch of a run.</summary>
/// <param name="DueAt">When the message may arrive.</param>
/// <param name="After">Since when the batch is over that this one follows: other syncs that have waited for the account since before go first. Null: it follows none.</param>
public sealed record DeliverMessage(string RunId, int Batch, DateTimeOffset? DueAt = null, DateTimeOffset? After = null, int Version = 1) : TracedMessage;

/// <summary>Carry a privacy request on.</summary>
/// <param name="Idle">How often in a row nothing was left but to wait.</param>
public sealed record PrivacyMessage(string RequestId, int Idle = 0, int Version = 1) : TracedMessage;

/// <summary>Post one alert.</summary>
public sealed record AlertMessage(string AlertId, int Version = 1) : TracedMessage;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PrivacyMessage))]
[JsonSerializable(typeof(AlertMessage))]
[JsonSerializable(typeof(ImportMessage))]
[JsonSerializable(typeof(EvaluateMessage))]
[JsonSerializable(typeof(DeliverMessage))]
internal sealed partial class MessageJson : JsonSerializerContext;

/// <summary>Reads and sends the messages, with their deterministic ids.</summary>
public static class Messages
{
    public static ImportMessage ReadImport(string body) => Read(body, MessageJson.Default.ImportMessage);

    public static EvaluateMessage ReadEvaluate(string body) => Read(body, MessageJson.Default.EvaluateMessage);

    public static DeliverMessage ReadDeliver(string body) => Read(body, MessageJson.Default.DeliverMessage);

    public static PrivacyMessage ReadPrivacy(string body) => Read(body, MessageJson.Default.PrivacyMessage);

    public static AlertMessage ReadAlert(string body) => Read(body, MessageJson.Default.AlertMessage);

    /// <param name="cause">What asked for it: part of the message id.</param>
    public static Task SendAlertAsync(this IMessageQueue queue, string alert, string cause, TimeSpan delay, CancellationToken cancellationToken) =>
        queue.SendAsync(StorageNames.AlertQueue, $"{alert}/{cause}", JsonSerializer.Serialize(new AlertMessage(alert) { TraceParent = ActivationTracing.Current }, MessageJson.Default.AlertMessage), delay, cancellationToken);

    /// <param name="cause">What asked for it: part of the message id.</param>
    public static Task SendPrivacyAsync(this IMessageQueue queue, PrivacyMessage message, string cause, TimeSpan delay, CancellationToken cancellationToken) =>
        queue.SendAsync(StorageNames.PrivacyQueue, $"{message.RequestId}/{cause}", JsonSerializer.Serialize(message with { TraceParent = ActivationTracing.Current }, MessageJson.Default.PrivacyMessage), delay, cancellationToken);

    /// <param name="cause">What asked for the drain (an import id, a sweep's time): part of the message id.</param>
    public static Task SendImportAsync(this IMessageQueue queue, SourceId source, string cause, TimeSpan delay, CancellationToken cancellationToken) =>
        queue.SendAsync(StorageNames.ImportQueue, $"{source}/{cause}", JsonSerializer.Serialize(new ImportMessage(source.Value) { TraceParent = ActivationTracing.Current }, MessageJson.Default.ImportMessage), delay, cancellationToken);

    /// <param name="cause">What asks for it, as for every message: part of the message id, so that a broker that drops repetitions drops none that is meant.</param>
    public static Task SendEvaluateAsync(this IMessageQueue queue, RunId run, string cause, int attempt, TimeSpan delay, CancellationToken cancellationToken) =>
        queue.SendAsync(StorageNames.EvaluateQueue, $"{run}/{cause}", JsonSerializer.Serialize(new EvaluateMessage(run.Value, attempt) { TraceParent = ActivationTracing.Current }, MessageJson.Default.EvaluateMessage), delay, cancellationToken);

    /// <param name="now">From when the delay counts.</param>
    /// <param name="after">See <see cref="DeliverMessage"/>.</param>
    public static Task SendDeliverAsync(this IMessageQueue queue, BatchId batch, string cause, TimeSpan delay, DateTimeOffset now, CancellationToken cancellationToken, DateTimeOffset? after = null) =>
        queue.SendAsync(StorageNames.DeliverQueue, $"{batch.Run}/{batch.Number}/{cause}", JsonSerializer.Serialize(new DeliverMessage(batch.Run.Value, batch.Number, now + delay, after) { TraceParent = ActivationTracing.Current }, MessageJson.Default.DeliverMessage), delay, cancellationToken);

    /// <summary>The cause of a message that comes later, named by when it is due: a wait after this one never has the same.</summary>
    public static string Due(string purpose, DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{purpose}-{at.ToUnixTimeMilliseconds()}");

    private static T Read<T>(string body, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(body, type) ?? throw new JsonException("The message is empty.");
}
