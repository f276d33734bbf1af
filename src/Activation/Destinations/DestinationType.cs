using System.Text.Json;
using System.Text.Json.Nodes;
using Activation.Governance.Consents;

namespace Activation.Destinations;

/// <summary>What a destination type declares: an entry of the catalogue (`GET /api/destination-types`).</summary>
public sealed record DestinationType
{
    /// <summary>`meta`, `webhook`, `file`.</summary>
    public required string Type { get; init; }

    public required string DisplayName { get; init; }

    /// <summary>JSON Schema (2020-12) of `settings`.</summary>
    public required JsonObject SettingsSchema { get; init; }

    /// <summary>JSON Schema of `secret`, with only string properties.</summary>
    public required JsonObject SecretSchema { get; init; }

    /// <summary>In the order in which they are sent by default.</summary>
    public required IReadOnlyList<AcceptedIdentifier> Identifiers { get; init; }

    /// <summary>
    /// Keys by which the platform matches a remove. Empty: it matches by our profile id, which is then the one key of a row, and rows never share one.
    /// </summary>
    public required IReadOnlyList<MatchKey> Keys { get; init; }

    /// <summary>Rows in a call, at most; a member takes <see cref="RowsOf"/> of them.</summary>
    public required int MaxBatch { get; init; }

    /// <summary>True: a row of the platform holds one value of an identifier, so that a member with three emails takes three rows.</summary>
    public bool OneValuePerRow { get; init; }

    /// <summary>Identifiers that all rows of a call have or none: the platform refuses a row that lacks what others have.</summary>
    public IReadOnlyList<string> AllOrNone { get; init; } = [];

    /// <summary>True: a full run whose members are all in one batch replaces the audience, and whoever else is in it, put there by others, is out.</summary>
    public bool ReplacesSmallAudiences { get; init; }

    /// <summary>True: the platform offers to take people out of all of the account's audiences at once, see <see cref="IDestination.EraseAsync"/>.</summary>
    public bool SupportsErasure { get; init; }

    /// <summary>True: the platform lets an audience be deleted, see <see cref="IDestination.DeleteAudienceAsync"/>.</summary>
    public bool SupportsDeletion { get; init; }

    /// <summary>True: the platform can look at a batch without applying it, see <see cref="IDestination.RehearseAsync"/>.</summary>
    public bool SupportsRehearsal { get; init; }

    /// <summary>Whether members may have a value, see <see cref="Enrichment.Value"/>.</summary>
    public ValueSupport Values { get; init; }

    /// <summary>True: it takes traits of members, see <see cref="Enrichment.Traits"/>.</summary>
    public bool TakesTraits { get; init; }

    /// <summary>
    /// Traits by which the platform finds people, in lower-case letters and digits: a remove has traits too, but of these only what nobody has who stays. Empty: a remove has none.
    /// </summary>
    public IReadOnlyList<string> FindingTraits { get; init; } = [];

    /// <summary>The consents that the platform's own fields ask for, where a destination does not name others.</summary>
    public IReadOnlyList<ConsentDemand> Consent { get; init; } = [];

    /// <summary>As <see cref="Consent"/>, where it follows from a destination's settings; null: it does not.</summary>
    public Func<JsonElement, IReadOnlyList<ConsentDemand>>? ConsentOf { get; init; }

    /// <summary>Of those, the ones that calls say of each person who is known to have given them, see <see cref="Enrichment.Consents"/>. Empty: they say nothing.</summary>
    public IReadOnlyList<string> StatedConsents { get; init; } = [];

    /// <summary>What the platform does with people's data whatever a destination's labels say: see <see cref="Governance.Labels.MarketingActions"/>.</summary>
    public IReadOnlyList<string> FixedActions { get; init; } = [];

    /// <summary>The platform's minimum audience, for information.</summary>
    public int MinimumAudience { get; init; }

    /// <summary>True: it is the secret that says which account a destination leads to, see <see cref="IDestination.AccountOf"/>.</summary>
    public bool AccountInSecret { get; init; }

    /// <summary>How hard an account may be called where its destination does not say; null: no limit.</summary>
    public AccountLimits? Limits { get; init; }

    /// <summary>The platform's document.</summary>
    public required Uri Documentation { get; init; }

    /// <summary>Members of one group may share a call, see <see cref="AllOrNone"/>.</summary>
    public string GroupOf(MemberRow member) => AllOrNone.Count == 0 ? "" : string.Join(',', AllOrNone.Where(i => member[i].Count > 0));

    /// <summary>Whether the platform matches the member by one of the <see cref="Keys"/>.</summary>
    public bool Finds(MemberRow member) => Keys.Count == 0 || Keys.Any(k => k.Identifiers.All(i => member[i].Count > 0));

    /// <summary>Rows of a call that a member takes, for cutting batches.</summary>
    public int RowsOf(MemberRow member) => OneValuePerRow ? Math.Max(1, member.Values.Max(v => (int?)v.Value.Count) ?? 1) : 1;
}
