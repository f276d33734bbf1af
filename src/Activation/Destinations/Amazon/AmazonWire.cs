using System.Text.Json.Serialization;

namespace Activation.Destinations.Amazon;

// The platform's own shapes; they never leave this folder.

internal sealed record AmazonTarget
{
    public string? ConnectionId { get; init; }

    public long? AdvertiserId { get; init; }
}

internal sealed record AmazonCreateAudience(string Name, string Description, AmazonTarget TargetResource, string CountryCode, AmazonCreateMetadata Metadata);

internal sealed record AmazonCreateMetadata(string ExternalAudienceId);

/// <param name="AudienceId">A number of up to 64 bits.</param>
internal sealed record AmazonAudience(long? AudienceId, string? Name, AmazonMetadata? Metadata);

internal sealed record AmazonMetadata(AmazonSize? AudienceSize);

internal sealed record AmazonSize(long? DspAudienceSize, long? IdResolutionCount, long? ReceivedRecordSize);

internal sealed record AmazonJob(string? JobRequestId);

/// <param name="InvalidRecords">They name the audience, not the member, and what is wrong with each may quote values: they are counted, not read.</param>
internal sealed record AmazonJobStatus(string? JobState, AmazonSize? AudienceSize, IReadOnlyList<System.Text.Json.JsonElement>? InvalidRecords);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(AmazonCreateAudience))]
[JsonSerializable(typeof(AmazonAudience))]
[JsonSerializable(typeof(AmazonJob))]
[JsonSerializable(typeof(AmazonJobStatus))]
internal sealed partial class AmazonJson : JsonSerializerContext;
