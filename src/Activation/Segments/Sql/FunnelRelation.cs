namespace Activation.Segments.Sql;

/// <summary>The measures of one funnel's events.</summary>
internal sealed class FunnelRelation(string events)
{
    private readonly Dictionary<string, string> aliases = new(StringComparer.Ordinal);

    public string Sql => $"SELECT pid, {string.Join(", ", aliases.Select(a => $"{a.Key} AS {a.Value}"))} FROM ({events}) GROUP BY pid";

    public bool Has(string alias) => aliases.ContainsValue(alias);

    public string Add(string aggregate, Func<string> nextAlias)
    {
        if (!aliases.TryGetValue(aggregate, out var alias))
        {
            aliases[aggregate] = alias = nextAlias();
        }

        return alias;
    }
}
