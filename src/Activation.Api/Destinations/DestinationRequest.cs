using System.Text.Json;
using Activation.Destinations;
using Activation.Governance.Consents;
using Activation.Governance.Labels;

namespace Activation.Api.Destinations;

/// <summary>A destination as it is put: the definition and, write-only, its secret.</summary>
internal sealed record DestinationRequest
{
    public required string Type { get; init; }

    public string? Name { get; init; }

    public JsonElement Settings { get; init; }

    /// <summary>The fields that the type declares. Absent: what is stored stays.</summary>
    public IReadOnlyDictionary<string, string>? Secret { get; init; }

    public AccountLimits? Limits { get; init; }

    public IReadOnlyList<string>? Consent { get; init; }

    public ConsentScope ConsentScope { get; init; }

    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <exception cref="ProblemException">400: a label that is none.</exception>
    public DestinationDefinition ToDefinition() => new()
    {
        Type = Type,
        Name = Name,
        Settings = Settings,
        Limits = Limits,
        Consent = Consent,
        ConsentScope = ConsentScope,
        Labels = MarketingActions.Normalize(Labels, "labels"),
    };
}
