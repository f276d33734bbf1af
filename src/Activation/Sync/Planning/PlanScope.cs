using System.Security.Cryptography;
using System.Text;
using Activation.Governance.Consents;
using Activation.Profiles;

namespace Activation.Sync.Planning;

/// <summary>Who may not be sent though the segment has them. They leave the audience, and count as excluded with a reason.</summary>
internal sealed record PlanScope
{
    /// <summary>Nobody is left out.</summary>
    public static readonly PlanScope Everybody = new();

    /// <summary>Leaves out whoever has a suppressed identifier. Asked of those whose row is built anew, so it keeps people out; <see cref="Leaving"/> takes them out.</summary>
    public ISuppressionCheck? Suppression { get; init; }

    /// <summary>People who must leave the audience, whatever the segment says.</summary>
    public IReadOnlyCollection<ProfileId> Leaving { get; init; } = [];

    /// <summary>Consents that everybody must have given.</summary>
    public IReadOnlyList<ConsentDemand> Consent { get; init; } = [];

    /// <summary>What sources say of these where no row says anything.</summary>
    public IReadOnlyList<SourceConsent> ConsentDefaults { get; init; } = [];

    /// <summary>Changes with the demands, with the defaults and with what is known of people; null where nothing is demanded.</summary>
    public string? ConsentState { get; init; }

    /// <summary>Why nobody may be sent, for a person; null: they may.</summary>
    public string? Blocked { get; init; }

    /// <summary>Sources whose identifiers may not be sent.</summary>
    public IReadOnlyCollection<string> BarredSources { get; init; } = [];

    /// <summary>Changes when a member's row may come out differently though its identifiers are the same.</summary>
    public string RowOptions(MemberRowBuilder rows) => BarredSources.Count == 0 ? rows.OptionsDigest() : $"{rows.OptionsDigest()}-{BarredDigest()}";

    /// <summary>Whether rows that were built with options may have identifiers of barred sources.</summary>
    /// <param name="rowOptions">As of <see cref="RowOptions"/>; null: of no rows.</param>
    public bool MayHaveBarred(string? rowOptions) => rowOptions is not null && BarredSources.Count > 0 && !rowOptions.EndsWith($"-{BarredDigest()}", StringComparison.Ordinal);

    private string BarredDigest() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(',', BarredSources.Order(StringComparer.Ordinal)))).AsSpan(0, 8));
}

/// <summary>A list of suppressed identifiers, as it is now.</summary>
internal interface ISuppressionCheck
{
    bool IsSuppressed(IdentifierSet identifiers);

    /// <summary>Nobody is.</summary>
    bool IsEmpty { get; }
}

/// <summary>Adds what it knows to a plan's scope; every registered one is asked for each plan.</summary>
internal interface IPlanScopeSource
{
    Task<PlanScope> ApplyAsync(PlanScope scope, SyncId sync, CancellationToken cancellationToken);
}
