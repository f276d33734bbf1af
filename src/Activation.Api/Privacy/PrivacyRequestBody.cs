using System.Text.Json;
using Activation.Governance.Privacy;

namespace Activation.Api.Privacy;

/// <summary>`POST /api/privacy/requests`. Not a record: a generated ToString would print identifiers.</summary>
internal sealed class PrivacyRequestBody
{
    public required PrivacyRequestType Type { get; init; }

    /// <summary>Of a deletion: false lets later files bring the people back.</summary>
    public bool? Suppress { get; init; }

    /// <summary>At most 5,000 objects with one identifier each, such as `{"email": "ann@example.com"}` or `{"phone": "07911 123456", "country": "GB"}`; in clear or hashed.</summary>
    public required IReadOnlyList<JsonElement> Identifiers { get; init; }
}
