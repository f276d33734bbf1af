using System.Text.Json.Nodes;

namespace Activation.Api.Profiles;

/// <summary>A profile: its newest values, and what each source says.</summary>
/// <param name="Identifiers">Stored variants by name; hashes, newest first.</param>
internal sealed record ProfileAnswer(
    string Id, IReadOnlyDictionary<string, IReadOnlyList<string>> Identifiers, IReadOnlyDictionary<string, JsonNode> Traits, IReadOnlyList<ProfileSourceAnswer> Sources);

internal sealed record ProfileSourceAnswer(string Source, DateTimeOffset ObservedAt);
