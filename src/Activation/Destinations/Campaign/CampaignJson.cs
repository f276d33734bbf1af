using System.Text.Json.Serialization;

namespace Activation.Destinations.Campaign;

/// <summary>A service, profile or subscription, and lists of them: what is read of each.</summary>
internal sealed record CampaignResource
{
    /// <summary>Campaign's own key, which must not be stored.</summary>
    public string? PKey { get; init; }

    public string? Href { get; init; }

    public string? Name { get; init; }

    public string? Label { get; init; }

    public CampaignResource? Subscriptions { get; init; }

    public CampaignResource? Service { get; init; }

    public IReadOnlyList<CampaignResource>? Content { get; init; }

    public CampaignResource? Next { get; init; }
}

internal sealed record CampaignError([property: JsonPropertyName("error_code")] string? ErrorCode, int? Code);

internal sealed record CampaignNewService(string Label, string MessageType, string Name);

internal sealed record CampaignLabel(string Label);

internal sealed record CampaignSubscription(CampaignKey Service);

internal sealed record CampaignKey([property: JsonPropertyName("PKey")] string PKey);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowReadingFromString, PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(CampaignResource))]
[JsonSerializable(typeof(CampaignError))]
[JsonSerializable(typeof(CampaignNewService))]
[JsonSerializable(typeof(CampaignLabel))]
[JsonSerializable(typeof(CampaignSubscription))]
internal sealed partial class CampaignJson : JsonSerializerContext;
