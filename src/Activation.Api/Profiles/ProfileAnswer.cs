using System.Text.Json.Nodes;
using Activation.Segments.Explanations;
using Activation.Sync;

namespace Activation.Api.Profiles;

/// <summary>A profile: its newest values, and what each source says.</summary>
/// <param name="Identifiers">Stored variants by name; hashes, newest first.</param>
/// <param name="Traits">Imported and computed ones.</param>
/// <param name="Consent">By purpose: granted or denied; absent where nothing is known. The newest statement of any source, else a source's default.</param>
internal sealed record ProfileAnswer(
    string Id,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Identifiers,
    IReadOnlyDictionary<string, JsonNode> Traits,
    IReadOnlyDictionary<string, bool> Consent,
    IReadOnlyList<ProfileSourceAnswer> Sources)
{
    /// <summary>By a privacy request: in no audience, and nothing more is taken of the person. Of one profile alone, not of a list.</summary>
    public bool? Suppressed { get; init; }

    /// <summary>Every segment, with whether the person is a member and where the reasons are.</summary>
    public IReadOnlyList<SegmentMembership>? Memberships { get; init; }

    /// <summary>Every sync, with what its destination has of the person.</summary>
    public IReadOnlyList<AudienceMembership>? Audiences { get; init; }
}

/// <param name="Consent">What this source says, by purpose.</param>
internal sealed record ProfileSourceAnswer(string Source, DateTimeOffset ObservedAt, IReadOnlyDictionary<string, ConsentAnswer> Consent);

/// <param name="ObservedAt">When the person's statement was first seen; null where the source's default stands for one.</param>
internal sealed record ConsentAnswer(bool Granted, DateTimeOffset? ObservedAt);
