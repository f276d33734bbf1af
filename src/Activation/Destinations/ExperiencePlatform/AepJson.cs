using System.Text.Json.Serialization;

namespace Activation.Destinations.ExperiencePlatform;

/// <param name="Responses">One for each message, in their order.</param>
internal sealed record AepAnswer(IReadOnlyList<AepResponse>? Responses);

/// <param name="StatusCode">Only of a message that failed.</param>
/// <param name="Message">Compared with the documented texts, never shown.</param>
internal sealed record AepResponse(int? StatusCode, string? Message);

internal sealed record AepFlowRuns(IReadOnlyList<AepFlowRun>? Items);

internal sealed record AepFlowRun(string? Id, AepFlowMetrics? Metrics, IReadOnlyList<AepFlowActivity>? Activities);

internal sealed record AepFlowMetrics(AepFlowRecords? RecordSummary, AepFlowStatus? StatusSummary);

internal sealed record AepFlowRecords(long? InputRecordCount, long? FailedRecordCount);

internal sealed record AepFlowActivity(AepFlowStatus? StatusSummary);

/// <param name="Extensions">Of an activity: errors with their counts.</param>
internal sealed record AepFlowStatus(string? Status, IReadOnlyList<AepFlowError>? Errors, AepFlowExtensions? Extensions);

internal sealed record AepFlowExtensions(IReadOnlyList<AepFlowError>? Errors);

internal sealed record AepFlowError(string? Code, long? RecordCount);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(AepAnswer))]
[JsonSerializable(typeof(AepFlowRuns))]
internal sealed partial class AepJson : JsonSerializerContext;
