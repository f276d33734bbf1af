using Activation.Governance.Consents;
using Activation.Profiles;
using Activation.Segments.Sql;
using Activation.Storage;
using Activation.Sync.Ledger;

namespace Activation.Sync.Planning;

/// <summary>
/// Bars whoever has not given the consents that are demanded: what a person said last, to whichever source, counts; where nothing is said, what the sources say by default now,
/// whatever they said when the row was written; without that there is no consent. Whoever is in no source any more has said nothing and withdrawn nothing: they leave as the segment says.
/// </summary>
/// <param name="demands">Never empty.</param>
/// <param name="defaults">Of all sources.</param>
/// <param name="schema">A purpose that it does not know has been granted by nobody.</param>
/// <param name="sources">All that the snapshot has rows of.</param>
internal sealed class PlanConsent(IReadOnlyList<ConsentDemand> demands, IReadOnlyList<SourceConsent> defaults, TraitSchema schema, IEnumerable<string> sources)
{
    /// <summary>With the countries of each; null: all.</summary>
    private static readonly (ConsentScope Scope, string Column, IReadOnlyList<string>? Countries)[] Areas =
    [
        (ConsentScope.Everywhere, "everywhere", null), (ConsentScope.EeaUkCh, "wide", EeaCountries.WithUkAndSwitzerland), (ConsentScope.Eea, "eea", EeaCountries.Codes),
    ];

    /// <summary>In microseconds.</summary>
    private static readonly long LastDefaultTime = ConsentTraits.DefaultTime(granted: false).ToUnixTimeMilliseconds() * 1000;

    private readonly string sorted = DuckDbSession.FileList(sources.Order(StringComparer.Ordinal));

    /// <summary>In a range, after `desired` is filled: of those who are wanted or in the ledger.</summary>
    public void Bar(DuckDbSession session)
    {
        var areas = Areas.Where(a => demands.Any(d => d.Scope == a.Scope)).ToList();
        var lacks = areas.Select(a => a.Countries is { } countries ? $"(l.{a.Column} AND NOT EXISTS ({Outside(countries)}))" : $"l.{a.Column}");
        session.Execute($"""
            CREATE TEMP TABLE asked AS SELECT pid FROM desired UNION SELECT pid FROM ledger WHERE state <> {(byte)LedgerState.Shadow};
            CREATE TEMP TABLE lacking AS SELECT t.pid, {string.Join(", ", areas.Select(a => $"{Any(a.Scope)} AS {a.Column}"))}
                FROM traits t SEMI JOIN asked a ON a.pid = t.pid GROUP BY t.pid HAVING {string.Join(" OR ", areas.Select(a => a.Column))};
            INSERT INTO barred SELECT l.pid, '{ExclusionReason.ConsentMissing}' FROM lacking l
                WHERE ({string.Join(" OR ", lacks)}) AND NOT EXISTS (SELECT 1 FROM barred b WHERE b.pid = l.pid);
            DROP TABLE lacking;
            DROP TABLE asked;
            """);
    }

    /// <summary>Outside the area is only who has a country, and none within it.</summary>
    private static string Outside(IReadOnlyList<string> countries) => $"""
        SELECT 1 FROM identifiers i WHERE i.pid = l.pid GROUP BY i.pid
        HAVING bool_or(len(i.country_clear) > 0) AND NOT coalesce(bool_or(list_has_any(i.country_clear, {DuckDbSession.FileList(countries)})), FALSE)
        """;

    /// <summary>Whether a consent that is demanded there is lacking.</summary>
    private string Any(ConsentScope scope) => string.Join(" OR ", demands.Where(d => d.Scope == scope).Select(d => $"NOT {Granted(d.Purpose)}"));

    /// <summary>
    /// The newest value that was stated; of equally new ones, that of the source whose name sorts first, as rules have it. Where none was, the least of those that sources whose
    /// defaults are stored give now.
    /// </summary>
    private string Granted(string purpose)
    {
        if (schema.Find(ConsentTraits.NameOf(purpose)) is not { } trait)
        {
            return "FALSE";
        }

        var isDefault = $"coalesce(epoch_us(t.{trait.ObservedColumn}) <= {LastDefaultTime}, FALSE)";
        return $"coalesce(arg_max(CASE WHEN NOT {isDefault} THEN CAST(t.{trait.ValueColumn} AS INTEGER) END, {ValueAge.Of(trait, sorted)}), min(CASE WHEN {isDefault} THEN {Default(purpose)} END), 0) = 1";
    }

    /// <summary>Null where the source has none any more.</summary>
    private string Default(string purpose)
    {
        var sources = defaults.Where(d => d.Purpose == purpose).ToLookup(d => d.IsGranted, d => d.Source);
        return sources.Count == 0
            ? "NULL"
            : $"CASE{string.Concat(sources.Select(s => $" WHEN list_contains({DuckDbSession.FileList(s)}, t.source) THEN {(s.Key ? 1 : 0)}"))} END";
    }
}
