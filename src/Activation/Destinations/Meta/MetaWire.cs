using System.Text.Json;
using System.Text.Json.Serialization;

namespace Activation.Destinations.Meta;

// The platform's own shapes; they never leave this folder.

internal sealed record MetaErrorEnvelope(MetaError? Error);

/// <summary>Only the numbers are read: the platform's message may quote what was sent.</summary>
internal sealed record MetaError(int Code, int ErrorSubcode, bool IsTransient);

internal sealed record MetaAudience([property: JsonConverter(typeof(MetaIdConverter))] string? Id, string? Name, string? Description, string? Subtype);

internal sealed record MetaAudienceState(
    [property: JsonConverter(typeof(MetaIdConverter))] string? Id, MetaStatusCode? OperationStatus, MetaStatusCode? DeliveryStatus, long? ApproximateCountLowerBound, long? ApproximateCountUpperBound);

internal sealed record MetaStatusCode(int? Code);

internal sealed record MetaSessionPage(IReadOnlyList<MetaSessionState>? Data);

internal sealed record MetaSessionState(
    [property: JsonConverter(typeof(MetaIdConverter))] string? SessionId, long? NumReceived, long? NumMatched, long? NumInvalidEntries, long? EndTime);

internal sealed record MetaAudiencePage(IReadOnlyList<MetaAudience>? Data, MetaPaging? Paging);

internal sealed record MetaPaging(MetaCursors? Cursors, string? Next);

internal sealed record MetaCursors(string? After);

internal sealed record MetaNode([property: JsonConverter(typeof(MetaIdConverter))] string? Id);

internal sealed record MetaSaved(bool Success);

internal sealed record MetaCreateAudience(string Name, string Description, string Subtype, string CustomerFileSource)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsValueBased { get; init; }
}

internal sealed record MetaRenameAudience(string Name, string Description);

/// <param name="InvalidEntrySamples">A map from a row's JSON text to a reason, at most 100; an empty map may come as an empty array.</param>
internal sealed record MetaUsersReply([property: JsonConverter(typeof(MetaIdConverter))] string? AudienceId, int? NumReceived, int? NumInvalidEntries, JsonElement InvalidEntrySamples);

internal sealed record MetaEventsReply(int? EventsReceived);

/// <summary>All but the time, in minutes, are percentages of a limit.</summary>
internal sealed record MetaUsage(double EstimatedTimeToRegainAccess, double CallCount, double TotalCputime, double TotalTime)
{
    [JsonIgnore]
    public double Most => Math.Max(CallCount, Math.Max(TotalCputime, TotalTime));
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(MetaErrorEnvelope))]
[JsonSerializable(typeof(MetaAudience))]
[JsonSerializable(typeof(MetaAudiencePage))]
[JsonSerializable(typeof(MetaAudienceState))]
[JsonSerializable(typeof(MetaSessionPage))]
[JsonSerializable(typeof(MetaNode))]
[JsonSerializable(typeof(MetaSaved))]
[JsonSerializable(typeof(MetaCreateAudience))]
[JsonSerializable(typeof(MetaRenameAudience))]
[JsonSerializable(typeof(MetaUsersReply))]
[JsonSerializable(typeof(MetaEventsReply))]
[JsonSerializable(typeof(Dictionary<string, IReadOnlyList<MetaUsage>>), TypeInfoPropertyName = "Usages")]
internal sealed partial class MetaJson : JsonSerializerContext;
