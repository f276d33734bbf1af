using System.Collections.Frozen;

namespace Activation.Destinations;

/// <summary>What a receiver calls each sync's audience, as a setting says it: `gold-members=24, silver=25`. Pure.</summary>
internal static class AudienceCodes
{
    /// <summary>For <see cref="TypeSchema.Text"/>: names of syncs, each with a code of letters, digits, `.`, `-` and `_`.</summary>
    public const string Pattern = @"^\s*[A-Za-z0-9._-]+\s*=\s*[A-Za-z0-9._-]+\s*(,\s*[A-Za-z0-9._-]+\s*=\s*[A-Za-z0-9._-]+\s*)*$";

    /// <summary>The codes by sync, in the order in which the setting has them.</summary>
    /// <exception cref="ProblemException">400 a sync or a code stands in it twice: two audiences would become one.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Read(DestinationAccount account, string setting)
    {
        List<KeyValuePair<string, string>> codes = [.. (account.Setting(setting) ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(p => p.Split('=', 2, StringSplitOptions.TrimEntries))
            .Where(p => p.Length == 2)
            .Select(p => KeyValuePair.Create(p[0], p[1]))];
        return codes.Select(c => c.Key).Distinct(StringComparer.Ordinal).Count() < codes.Count || codes.Select(c => c.Value).Distinct(StringComparer.Ordinal).Count() < codes.Count
            ? throw ProblemException.Invalid("invalidDestination", $"settings.{setting}", $"settings.{setting} names a sync or an id twice: each sync has an id of its own.")
            : codes;
    }

    public static FrozenDictionary<string, string> BySync(DestinationAccount account, string setting) => Read(account, setting).ToFrozenDictionary(StringComparer.Ordinal);
}
