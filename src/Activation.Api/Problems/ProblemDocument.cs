using System.Text.Json.Serialization;
using Activation.Governance.Policies;
using Microsoft.AspNetCore.WebUtilities;

namespace Activation.Api.Problems;

/// <summary>RFC 9457 problem details.</summary>
/// <param name="Code">Stable camelCase code for scripts.</param>
/// <param name="Detail">What is wrong and what to do.</param>
internal sealed record ProblemDocument(int Status, string Code, string Detail)
{
    public string Type => $"urn:activation:problem:{Code}";

    public string Title => ReasonPhrases.GetReasonPhrase(Status);

    /// <summary>Where in the request the fault is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Path { get; init; }

    /// <summary>For a conflict: what refers to the thing, as `sync/gold-meta`.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? References { get; init; }

    /// <summary>For what policies deny: each with where the labels come from.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PolicyViolation>? Violations { get; init; }

    /// <summary>For a file that is too large: where to put it instead.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Uri? UploadUrl { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TraceId { get; init; }

    public static ProblemDocument Of(ProblemException problem) =>
        new(problem.Status, problem.Code, problem.Message) { Path = problem.Path is { Length: > 0 } path ? path : null };
}
